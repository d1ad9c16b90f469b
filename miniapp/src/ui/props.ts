// What every primitive takes, for base.tsx (mini-program) and base.h5.tsx (browser) alike.
import type { CSSProperties, PropsWithChildren, ReactNode } from 'react';
import type { IconName } from './icon-names';

export type Role =
  | 'main'
  | 'navigation'
  | 'banner'
  | 'region'
  | 'list'
  | 'listitem'
  | 'dialog'
  | 'status'
  | 'alert'
  | 'img'
  | 'group'
  | 'radiogroup'
  | 'tablist'
  | 'timer'
  | 'progressbar';
type Common = { id?: string; className?: string; style?: CSSProperties };

/** A container. `hidden` takes it (and what is in it) from the screen reader, never from sight. */
export type BoxP = PropsWithChildren<Common & { role?: Role; label?: string; hidden?: boolean; busy?: boolean; live?: 'polite' | 'off'; onClick?: () => void }>;
/** Text. `block` makes a paragraph of it, `strong` the bold of the two weights there are. */
export type TxtP = PropsWithChildren<Common & { block?: boolean; strong?: boolean; hidden?: boolean; selectable?: boolean }>;
export type TitleP = PropsWithChildren<Common & { level?: 1 | 2 | 3 }>;
export type BtnKind = 'primary' | 'ghost' | 'quiet' | 'signal' | 'text' | 'danger' | 'plain' | 'bare';
/**
 * A thing to press, at least 44 px high (60 in the care edition) unless `bare`, which brings its own class and size.
 * `label` replaces the visible text for a screen reader. `busy` keeps the button in place and deaf until the work is done.
 */
export type BtnP = PropsWithChildren<
  Common & {
    kind?: BtnKind;
    size?: 's' | 'xl';
    block?: boolean;
    icon?: IconName;
    disabled?: boolean;
    busy?: boolean;
    label?: string;
    role?: 'button' | 'tab' | 'link';
    selected?: boolean;
    pressed?: boolean;
    expanded?: boolean;
    current?: boolean;
    openType?: 'getPhoneNumber' | 'agreePrivacyAuthorization' | 'share' | 'openSetting' | 'contact';
    onClick?: () => void;
    /** Answer of an `openType` of the mini-program. */
    onOpen?: (detail: Record<string, unknown>) => void;
  }
>;
export type ImgP = Common & { src: string; alt: string; longPressMenu?: boolean };
export type FieldType = 'text' | 'number' | 'digit' | 'tel' | 'idcard' | 'password' | 'code';
export type FieldP = Common & {
  id: string;
  label: string;
  value: string;
  onChange: (value: string) => void;
  type?: FieldType;
  placeholder?: string;
  /** In characters as the platform counts them (UTF-16 units); the contract's schema has the last word. */
  maxLength?: number;
  multiline?: boolean;
  disabled?: boolean;
  autoFocus?: boolean;
  hideLabel?: boolean;
  optional?: boolean;
  hint?: string;
  error?: string;
  /** Before the text, e.g. a country code. */
  prefix?: ReactNode;
  suffix?: ReactNode;
  onConfirm?: () => void;
  onBlur?: () => void;
};
export type SwitchP = Common & {
  id: string;
  label: string;
  hideLabel?: boolean;
  desc?: string;
  checked: boolean;
  disabled?: boolean;
  onChange: (on: boolean) => void;
};
export type ChoiceP = PropsWithChildren<
  Common & {
    id: string;
    kind: 'radio' | 'checkbox';
    name?: string;
    label: string;
    desc?: string;
    checked: boolean;
    disabled?: boolean;
    onChange: (on: boolean) => void;
  }
>;
export type ListP = PropsWithChildren<Common & { label?: string }>;
