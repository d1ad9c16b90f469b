import type { PropsWithChildren, ReactNode } from 'react';
import { Box, Btn, Icon, Txt } from './base';
import { cx } from './classes';
import type { IconName } from './icon-names';

export type Tone = 'info' | 'success' | 'warn' | 'danger' | 'signal' | 'line' | 'solid' | 'mute';
const TONE_ICON: Record<Tone, IconName> = {
  info: 'clock',
  success: 'check',
  warn: 'clock',
  danger: 'alert',
  signal: 'shield',
  line: 'info',
  solid: 'check',
  mute: 'check-circle',
};
export type StatusTagP = { tone: Tone; text: string; icon?: IconName | false; large?: boolean };
/** A state in words, with an icon beside it: never colour alone. */
export const StatusTag = ({ tone, text, icon, large }: StatusTagP) => (
  <Box className={cx('tag', tone !== 'mute' && `tag--${tone}`, large && 'tag--l')}>
    {icon !== false && <Icon name={icon ?? TONE_ICON[tone]} size={16} heavy />}
    <Txt>{text}</Txt>
  </Box>
);
/** Always in sight where a sandbox stands in for the real service. */
export const SandboxTag = ({ what }: { what: string }) => (
  <Box className='sandbox'>
    <Icon name='info' size={16} />
    <Txt>{what}</Txt>
  </Box>
);

export type NoticeBarP = PropsWithChildren<{ tone?: 'info' | 'warn' | 'success' | 'danger' | 'plain'; icon?: IconName; status?: boolean; className?: string }>;
const NOTE_ICON = { info: 'info', warn: 'alert', success: 'check-circle', danger: 'alert', plain: 'info' } as const;
/** An explanation on the page. `status` has it read out when it appears. */
export const NoticeBar = ({ tone = 'info', icon, status, className, children }: NoticeBarP) => (
  <Box className={cx('note', `note--${tone}`, className)} role={status ? 'status' : undefined}>
    <Icon name={icon ?? NOTE_ICON[tone]} size={20} />
    <Box className='grow'>{children}</Box>
  </Box>
);

export type ListCellP = {
  id?: string;
  title: string;
  desc?: string;
  icon?: IconName;
  /** `plain`: the icon alone, without its tile, in a closer row. */
  iconTone?: 'signal' | 'warn' | 'mute' | 'plain';
  bold?: boolean;
  end?: ReactNode;
  onClick?: () => void;
  label?: string;
};
/** A row of a list. With `onClick` it is a button with a chevron. Stand it in an `Item` of a `List`. */
export function ListCell({ id, title, desc, icon, iconTone, bold, end, onClick, label }: ListCellP) {
  const plain = iconTone === 'plain';
  const names = cx('cell', icon && (plain ? 'cell--plain' : 'cell--ico'));
  const inner = (
    <>
      {icon && plain && <Icon name={icon} />}
      {icon && !plain && (
        <Box className={cx('cell__ico', iconTone && `cell__ico--${iconTone}`)} hidden>
          <Icon name={icon} />
        </Box>
      )}
      <Box className='cell__body'>
        <Txt className={cx('cell__title', bold && 'cell__title--b')}>{title}</Txt>
        {desc && <Txt className='cell__desc'>{desc}</Txt>}
      </Box>
      {(end || onClick) && (
        <Box className='cell__end'>
          {typeof end === 'string' ? <Txt>{end}</Txt> : end}
          {onClick && <Icon name='chevron-right' size={20} />}
        </Box>
      )}
    </>
  );
  return onClick ? (
    <Btn id={id} kind='bare' className={names} onClick={onClick} label={label}>
      {inner}
    </Btn>
  ) : (
    <Box id={id} className={names}>
      {inner}
    </Box>
  );
}

export type Pair = { k: string; v: ReactNode };
/** Names and values: of a voucher, a decision, a consent. `lines` has them as ruled rows. */
export const Pairs = ({ rows, left, lines, className }: { rows: Pair[]; left?: boolean; lines?: boolean; className?: string }) => (
  <Box className={cx('kv', (left || lines) && 'kv--left', lines && 'kv--lines', className)}>
    {rows.map((r) => (
      <Box key={r.k} className='kv__row'>
        <Txt className='kv__k'>{r.k}</Txt>
        {typeof r.v === 'string' ? <Txt className='kv__v'>{r.v}</Txt> : <Box className='kv__v'>{r.v}</Box>}
      </Box>
    ))}
  </Box>
);

export type Option<T extends string> = { value: T; text: string; icon?: IconName };
/** One choice out of a few, in a row that scrolls (in the care edition it wraps). */
export function FilterChips<T extends string>({
  label,
  options,
  value,
  onChange,
}: {
  label: string;
  options: Option<T>[];
  value: T;
  onChange: (v: T) => void;
}) {
  return (
    <Box className='chips' role='group' label={label}>
      {options.map((o) => (
        <Btn key={o.value} kind='bare' className={cx('chip', o.value === value && 'is-on')} pressed={o.value === value} onClick={() => onChange(o.value)}>
          {o.icon && <Icon name={o.icon} size={20} />}
          {o.text}
        </Btn>
      ))}
    </Box>
  );
}
/** Two to four parts of one page. */
export function Segment<T extends string>({ label, options, value, onChange }: { label: string; options: Option<T>[]; value: T; onChange: (v: T) => void }) {
  return (
    <Box className='seg' role='tablist' label={label}>
      {options.map((o) => (
        <Btn
          key={o.value}
          kind='bare'
          role='tab'
          className={cx('seg__item', o.value === value && 'is-on')}
          selected={o.value === value}
          onClick={() => onChange(o.value)}
        >
          {o.text}
        </Btn>
      ))}
    </Box>
  );
}

export type Moment = { title: string; state: 'done' | 'now' | 'todo' | 'overdue'; when?: string; text?: string };
const MOMENT = { done: '已完成', now: '进行中', todo: '还没开始', overdue: '已超期' } as const;
/** Progress over time, top down. */
export const Timeline = ({ moments, label = '办理进度' }: { moments: Moment[]; label?: string }) => (
  <Box role='list' label={label}>
    {moments.map((m, i) => (
      <Box role='listitem' key={m.title} className={cx('tl', `tl--${m.state}`, i === moments.length - 1 && 'tl--last')}>
        <Box className='tl__dot' hidden>
          {m.state === 'done' && <Icon name='check' size={16} heavy />}
        </Box>
        <Box className='tl__title'>
          <Txt>{m.title}</Txt>
          <Txt className='sr'>{MOMENT[m.state]}</Txt>
          {m.when && <Txt className='tl__when'>{m.when}</Txt>}
        </Box>
        {m.text && (
          <Txt block className='tl__text'>
            {m.text}
          </Txt>
        )}
      </Box>
    ))}
  </Box>
);
/** Where we are in a form of a few steps. `current` counts from 0. */
export const StepBar = ({ steps, current }: { steps: string[]; current: number }) => (
  <Box role='list' label={`第 ${current + 1} 步，共 ${steps.length} 步`} className='steps'>
    {steps.map((s, i) => (
      <Box role='listitem' key={s} className={cx('step', i < current && 'step--done', i === current && 'step--now')}>
        <Box className='step__n' hidden>
          {i < current ? <Icon name='check' size={16} heavy /> : String(i + 1)}
        </Box>
        <Txt>{s}</Txt>
        {i < current && <Txt className='sr'>已完成</Txt>}
      </Box>
    ))}
  </Box>
);
