// H5 primitives: real HTML elements, so that keyboard, screen readers and axe work.
import type { PropsWithChildren } from 'react';
import type { BoxP, BtnP, FieldP } from './base';

export const Box = ({ role, children, ...p }: BoxP) =>
  role === 'main' ? (
    <main {...p}>{children}</main>
  ) : (
    <div role={role} {...p}>
      {children}
    </div>
  );
export const Title = ({ children }: PropsWithChildren) => <h1 className='h1'>{children}</h1>;
export const Btn = ({ children, ...p }: BtnP) => (
  <button type='button' className='btn' {...p}>
    {children}
  </button>
);
export const Field = ({ label, onChange, ...p }: FieldP) => (
  <div className='row'>
    <label htmlFor={p.id}>{label}</label>
    <input {...p} type='text' onChange={(e) => onChange(e.target.value)} />
  </div>
);
