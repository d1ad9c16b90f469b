// Browser primitives: real HTML elements, so that the keyboard, screen readers and axe work. The props are in props.ts.
import { cx } from './classes';
import type { BoxP, BtnP, ChoiceP, FieldP, ImgP, ListP, SwitchP, TitleP, TxtP } from './props';

/** A length of the 390 px design as the platform writes it in an inline style. */
export const len = (px: number): string => `${px}px`;

const LANDMARKS = { main: 'main', navigation: 'nav', banner: 'header', region: 'section', list: 'ul', listitem: 'li' } as const;
export const Box = ({ role, label, hidden, busy, live, children, ...p }: BoxP) => {
  const Tag = (role && LANDMARKS[role as keyof typeof LANDMARKS]) || 'div';
  return (
    <Tag
      {...p}
      role={Tag === 'div' ? role : undefined}
      aria-label={label}
      aria-hidden={hidden}
      aria-busy={busy}
      aria-live={live}
      aria-modal={role === 'dialog' ? true : undefined}
      tabIndex={role === 'dialog' ? -1 : undefined}
    >
      {children}
    </Tag>
  );
};
export const Txt = ({ block, strong, hidden, selectable: _s, className, children, ...p }: TxtP) => {
  const Tag = block ? 'p' : strong ? 'b' : 'span';
  return (
    <Tag {...p} className={cx(block && 'p', strong && 'b', className) || undefined} aria-hidden={hidden}>
      {children}
    </Tag>
  );
};
export const Title = ({ level = 2, className, children, ...p }: TitleP) => {
  const Tag = `h${level}` as const;
  // the page's own heading takes the focus after a navigation (ui/page)
  return (
    <Tag {...p} className={cx('h', `h${level}`, className)} tabIndex={level === 1 ? -1 : undefined}>
      {children}
    </Tag>
  );
};

export const Icon = ({ name, size = 24, heavy, className }: { name: string; size?: number; heavy?: boolean; className?: string }) => (
  <span className={cx('i', `i-${name}`, heavy && 'i-heavy', className)} style={{ width: len(size), height: len(size) }} aria-hidden />
);

export const Btn = ({
  kind = 'primary',
  size,
  block,
  icon,
  disabled,
  busy,
  label,
  role = 'button',
  selected,
  pressed,
  expanded,
  current,
  openType: _o,
  ...rest
}: BtnP) => {
  const { className, children, onOpen: _p, ...p } = rest;
  return (
    <button
      {...p}
      type='button'
      className={cx(
        'b0',
        kind !== 'bare' && 'btn',
        kind !== 'bare' && `btn--${kind}`,
        size && `btn--${size}`,
        block && 'btn--block',
        busy && 'is-disabled',
        className,
      )}
      disabled={disabled}
      aria-disabled={busy || undefined}
      aria-busy={busy || undefined}
      onClick={busy ? undefined : p.onClick}
      role={role === 'button' ? undefined : role}
      aria-label={label}
      aria-pressed={pressed}
      aria-expanded={expanded}
      aria-current={current ? 'page' : undefined}
    >
      {busy ? <span className='spin' aria-hidden /> : icon && <Icon name={icon} size={20} />}
      {children}
    </button>
  );
};

export const Img = ({ longPressMenu: _l, alt, ...p }: ImgP) => <img {...p} alt={alt} />;

const HTML = {
  text: {},
  number: { inputMode: 'numeric' },
  digit: { inputMode: 'decimal' },
  tel: { type: 'tel', inputMode: 'tel', autoComplete: 'tel-national' },
  idcard: { autoComplete: 'off', autoCapitalize: 'characters' },
  password: { type: 'password', autoComplete: 'current-password' },
  code: { inputMode: 'numeric', autoComplete: 'one-time-code' },
} as const satisfies Record<string, React.InputHTMLAttributes<HTMLInputElement>>;
/** The soft keyboard takes the lower half: bring the field to the middle once it is up. */
const clearOfKeyboard = (el: HTMLElement) => {
  if (window.matchMedia?.('(pointer: coarse)').matches) setTimeout(() => el.scrollIntoView({ block: 'center' }), 300);
};
export const Field = (f: FieldP) => {
  const {
    id,
    label,
    type = 'text',
    value,
    onChange,
    maxLength,
    hideLabel,
    optional,
    hint,
    error,
    prefix,
    suffix,
    multiline,
    className,
    style,
    autoFocus,
    onConfirm,
    onBlur,
    placeholder,
    disabled,
  } = f;
  const common = {
    id,
    value,
    placeholder,
    disabled,
    maxLength,
    autoFocus,
    onBlur,
    className: 'input__el',
    'aria-invalid': error ? true : undefined,
    'aria-describedby': error ? `${id}-err` : undefined,
    'aria-label': hideLabel ? label : undefined,
    onFocus: (e: React.FocusEvent<HTMLElement>) => clearOfKeyboard(e.currentTarget),
  };
  return (
    <div className={cx('field', className)} style={style}>
      {!hideLabel && (
        <label className='field__label' htmlFor={id}>
          {label}
          {(hint || optional) && <span className='field__hint'>{hint ?? '选填'}</span>}
        </label>
      )}
      <div className={cx('input', multiline && 'input--area', error && 'is-error', disabled && 'is-disabled')}>
        {prefix}
        {multiline ? (
          <textarea {...common} rows={4} onChange={(e) => onChange(e.target.value)} />
        ) : (
          <input type='text' {...HTML[type]} {...common} onChange={(e) => onChange(e.target.value)} onKeyDown={(e) => e.key === 'Enter' && onConfirm?.()} />
        )}
        {suffix}
      </div>
      {error && (
        <div className='field__err' id={`${id}-err`} role='alert'>
          <Icon name='alert' size={18} />
          <span>{error}</span>
        </div>
      )}
    </div>
  );
};

export const Switch = ({ label, hideLabel, desc, checked, disabled, onChange, className, ...p }: SwitchP) => (
  <button
    {...p}
    type='button'
    role='switch'
    aria-checked={checked}
    aria-label={hideLabel ? label : undefined}
    disabled={disabled}
    className={cx('b0', 'switchrow', hideLabel && 'switchrow--bare', className)}
    onClick={() => onChange(!checked)}
  >
    {!hideLabel && (
      <span className='grow'>
        <span className='cell__title'>{label}</span>
        {desc && <span className='cell__desc'>{desc}</span>}
      </span>
    )}
    <span className={cx('switch', checked && 'on', disabled && 'is-disabled')} aria-hidden />
  </button>
);

export const Choice = ({ kind, name, label, desc, checked, disabled, onChange, className, children, id, style }: ChoiceP) => (
  <label className={cx('choice', disabled && 'is-disabled', className)} style={style} htmlFor={id}>
    <input className='choice__el' id={id} type={kind} name={name} checked={checked} disabled={disabled} onChange={(e) => onChange(e.target.checked)} />
    <span className={cx(kind, checked && 'on')} aria-hidden>
      {kind === 'checkbox' && checked && <Icon name='check' size={18} heavy />}
    </span>
    <span className='grow'>
      <span className={cx('choice__t', desc && 'b')}>{label}</span>
      {desc && <span className='cell__desc'>{desc}</span>}
      {children}
    </span>
  </label>
);

export const List = ({ label, className, children, ...p }: ListP) => (
  <ul {...p} className={cx('list', className)} aria-label={label}>
    {children}
  </ul>
);
export const Item = ({ className, children, ...p }: ListP) => (
  <li {...p} className={cx('item', className)}>
    {children}
  </li>
);
