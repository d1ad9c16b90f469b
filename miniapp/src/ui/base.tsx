// Mini-program primitives. base.h5.tsx is taken instead in H5 builds (Taro resolves *.h5.* first).
import { Button as TButton, Text, Input as TInput, View } from '@tarojs/components';
import type { PropsWithChildren } from 'react';

export type BoxP = PropsWithChildren<{ id?: string; className?: string; role?: string }>;
export type BtnP = PropsWithChildren<{ id?: string; disabled?: boolean; onClick?: () => void }>;
export type FieldP = { id: string; label: string; value: string; onChange: (v: string) => void };

export const Box = ({ role, children, ...p }: BoxP) => (
  <View {...p} {...(role && { ariaRole: role })}>
    {children}
  </View>
);
export const Title = ({ children }: PropsWithChildren) => (
  <Text className='h1' {...{ ariaRole: 'heading' }}>
    {children}
  </Text>
);
export const Btn = ({ children, ...p }: BtnP) => (
  <TButton className='btn' {...p} {...{ ariaRole: 'button', ariaDisabled: p.disabled }}>
    {children}
  </TButton>
);
export const Field = ({ label, onChange, ...p }: FieldP) => (
  <View className='row'>
    <Text>{label}</Text>
    <TInput {...p} ariaLabel={label} onInput={(e) => onChange(e.detail.value)} />
  </View>
);
