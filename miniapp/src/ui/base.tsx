// Mini-program primitives. base.h5.tsx is taken instead in H5 builds (Taro resolves *.h5.* first); the props are in props.ts.
import { Image, Button as TButton, Text, Textarea, Input as TInput, View } from '@tarojs/components';
import { cx } from './classes';
import type { BoxP, BtnP, ChoiceP, FieldP, ImgP, ListP, SwitchP, TitleP, TxtP } from './props';

/** A length of the 390 px design as the platform writes it in an inline style. */
export const len = (px: number): string => `${Math.round((px * 75000) / 390) / 100}rpx`;

/** Space between a focused field and the keyboard: enough that the button below it stays in reach. */
const ABOVE_KEYBOARD = 96;
/** WeChat's accessibility attributes: in Taro's types for some components only, brought into the templates by plugin-inject. */
const aria = (a: Record<string, string | boolean | undefined>) => Object.fromEntries(Object.entries(a).filter(([, v]) => v !== undefined)) as object;

export const Box = ({ role, label, hidden, busy: _b, live: _l, children, ...p }: BoxP) => (
  <View {...p} {...aria({ ariaRole: role, ariaLabel: label, ariaHidden: hidden })}>
    {children}
  </View>
);
export const Txt = ({ block, strong, hidden, selectable, className, children, ...p }: TxtP) =>
  block ? (
    <View {...p} className={cx('p', strong && 'b', className)} {...aria({ ariaHidden: hidden })}>
      {selectable ? <Text userSelect>{children}</Text> : children}
    </View>
  ) : (
    <Text {...p} className={cx(strong && 'b', className)} userSelect={selectable} {...aria({ ariaHidden: hidden })}>
      {children}
    </Text>
  );
export const Title = ({ level = 2, className, children, ...p }: TitleP) => (
  <View {...p} className={cx('h', `h${level}`, className)} {...aria({ ariaRole: 'heading' })}>
    {children}
  </View>
);

export const Icon = ({ name, size = 24, heavy, className }: { name: string; size?: number; heavy?: boolean; className?: string }) => (
  <View className={cx('i', `i-${name}`, heavy && 'i-heavy', className)} style={{ width: len(size), height: len(size) }} {...aria({ ariaHidden: true })} />
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
  openType,
  ...rest
}: BtnP) => {
  const { className, children, onClick, onOpen, ...p } = rest;
  const off = disabled || busy;
  const names = cx(kind !== 'bare' && 'btn', kind !== 'bare' && `btn--${kind}`, size && `btn--${size}`, block && 'btn--block', off && 'is-disabled', className);
  const a = aria({
    ariaRole: role,
    ariaLabel: label,
    ariaDisabled: off || undefined,
    ariaSelected: selected ?? current,
    ariaChecked: pressed,
    ariaExpanded: expanded,
  });
  const inner = (
    <>
      {busy ? <View className='spin' /> : icon && <Icon name={icon} size={20} />}
      {children}
    </>
  );
  if (openType) {
    return (
      <TButton
        {...p}
        {...a}
        className={cx('b0', names)}
        disabled={off}
        openType={openType}
        onClick={onClick}
        onGetPhoneNumber={(e) => onOpen?.(e.detail as unknown as Record<string, unknown>)}
        onAgreePrivacyAuthorization={(e) => onOpen?.(e.detail as unknown as Record<string, unknown>)}
      >
        {inner}
      </TButton>
    );
  }
  return (
    <View {...p} {...a} className={names} hoverClass={off ? 'none' : 'is-press'} onClick={off ? undefined : onClick}>
      {inner}
    </View>
  );
};

export const Img = ({ alt, longPressMenu, ...p }: ImgP) => <Image {...p} showMenuByLongpress={longPressMenu} {...aria({ ariaRole: 'img', ariaLabel: alt })} />;

const NATIVE = { text: 'text', number: 'number', digit: 'digit', tel: 'number', idcard: 'idcard', password: 'text', code: 'number' } as const;
export const Field = (f: FieldP) => {
  const {
    label,
    type = 'text',
    value,
    onChange,
    maxLength = 140,
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
    ...p
  } = f;
  const common = {
    id: p.id,
    value,
    placeholder: p.placeholder,
    placeholderClass: 'ph',
    disabled: p.disabled,
    maxlength: maxLength,
    focus: autoFocus,
    cursorSpacing: ABOVE_KEYBOARD,
    onBlur: p.onBlur,
    ...aria({ ariaLabel: error ? `${label}，${error}` : label }),
  };
  return (
    <View className={cx('field', className)} style={style}>
      {!hideLabel && (
        <View className='field__label' {...aria({ ariaHidden: true })}>
          {label}
          {(hint || optional) && <Text className='field__hint'>{hint ?? '选填'}</Text>}
        </View>
      )}
      <View className={cx('input', multiline && 'input--area', error && 'is-error', p.disabled && 'is-disabled')}>
        {prefix}
        {multiline ? (
          <Textarea {...common} className='input__el' autoHeight onInput={(e) => onChange(e.detail.value)} />
        ) : (
          <TInput
            {...common}
            className='input__el'
            type={NATIVE[type]}
            password={type === 'password'}
            onInput={(e) => onChange(e.detail.value)}
            onConfirm={p.onConfirm}
          />
        )}
        {suffix}
      </View>
      {error && (
        <View className='field__err' {...aria({ ariaRole: 'alert' })}>
          <Icon name='alert' size={18} />
          <Text>{error}</Text>
        </View>
      )}
    </View>
  );
};

export const Switch = ({ label, hideLabel, desc, checked, disabled, onChange, className, ...p }: SwitchP) => (
  <View
    {...p}
    className={cx('switchrow', hideLabel && 'switchrow--bare', className)}
    onClick={disabled ? undefined : () => onChange(!checked)}
    {...aria({ ariaRole: 'switch', ariaLabel: desc ? `${label}，${desc}` : label, ariaChecked: checked, ariaDisabled: disabled })}
  >
    {!hideLabel && (
      <View className='grow'>
        <View className='cell__title'>{label}</View>
        {desc && <View className='cell__desc'>{desc}</View>}
      </View>
    )}
    <View className={cx('switch', checked && 'on', disabled && 'is-disabled')} />
  </View>
);

export const Choice = ({ kind, name: _n, label, desc, checked, disabled, onChange, className, children, ...p }: ChoiceP) => (
  <View
    {...p}
    className={cx('choice', disabled && 'is-disabled', className)}
    onClick={disabled ? undefined : () => onChange(kind === 'radio' ? true : !checked)}
    {...aria({ ariaRole: kind, ariaLabel: desc ? `${label}，${desc}` : label, ariaChecked: checked, ariaDisabled: disabled })}
  >
    <View className={cx(kind, checked && 'on')}>{kind === 'checkbox' && checked && <Icon name='check' size={18} heavy />}</View>
    <View className='grow'>
      <View className={cx(desc && 'b')}>{label}</View>
      {desc && <View className='cell__desc'>{desc}</View>}
      {children}
    </View>
  </View>
);

export const List = ({ label, className, children, ...p }: ListP) => (
  <View {...p} className={cx('list', className)} {...aria({ ariaRole: 'list', ariaLabel: label })}>
    {children}
  </View>
);
export const Item = ({ className, children, ...p }: ListP) => (
  <View {...p} className={cx('item', className)} {...aria({ ariaRole: 'listitem' })}>
    {children}
  </View>
);
