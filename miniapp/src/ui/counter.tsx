import type { PropsWithChildren, ReactNode } from 'react';
import { svgUrl } from './art';
import { Box, Btn, Field, Icon, Title, Txt } from './base';
import { cx } from './classes';
import { StatusTag } from './tags';

/** Characters of a voucher code: no 0, O, 1, I, which are read out wrongly. */
export const CODE_KEYS = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
export const CODE_LENGTH = 8;

const place = (value: string, i: number, typing?: boolean) => (
  <Box key={i} className={cx('code__c', typing && i === value.length && 'code__c--now', typing && i >= value.length && 'code__c--empty')} hidden>
    {value[i] ?? ''}
  </Box>
);
const PLACES = Array.from({ length: CODE_LENGTH }, (_, i) => i);
/** Eight boxes, four and four. `typing` marks the next one; `name` is what a screen reader calls the code. */
export const Code = ({ value, typing, name = '券码' }: { value: string; typing?: boolean; name?: string }) => (
  <Box className='code' role='img' label={value ? `${name} ${value.split('').join(' ')}` : `${name}，还没有填`}>
    {PLACES.slice(0, CODE_LENGTH / 2).map((i) => place(value, i, typing))}
    <Box className='code__dash' hidden />
    {PLACES.slice(CODE_LENGTH / 2).map((i) => place(value, i, typing))}
  </Box>
);
/** The 32 keys a code is made of, with “清空” and “删除”. */
export const CodeKeypad = ({ value, onChange }: { value: string; onChange: (v: string) => void }) => (
  <Box className='keys' role='group' label='券码键盘'>
    {CODE_KEYS.split('').map((k) => (
      <Btn key={k} id={`key-${k}`} kind='bare' className='keys__k' onClick={() => onChange((value + k).slice(0, CODE_LENGTH))}>
        {k}
      </Btn>
    ))}
    <Btn id='key-clear' kind='bare' className='keys__k keys__k--wide' onClick={() => onChange('')}>
      清空
    </Btn>
    <Btn id='key-back' kind='bare' className='keys__k keys__k--wide' label='删除一位' onClick={() => onChange(value.slice(0, -1))}>
      删除
    </Btn>
  </Box>
);

export type StepperP = { label: string; value: number; min: number; max: number; unit?: string; big?: boolean; onChange: (v: number) => void };
/** A small number by plus and minus: people 1–5, days 1–30. */
export const Stepper = ({ label, value, min, max, unit, big, onChange }: StepperP) => (
  <Box className={cx('stepper', big && 'stepper--big')} role='group' label={label}>
    <Btn kind='bare' className='stepper__b' label={`${label}，减一${unit ?? ''}`} disabled={value <= min} onClick={() => onChange(value - 1)}>
      <Icon name='minus' size={28} />
    </Btn>
    <Box className='stepper__n' live='polite'>
      {String(value)}
      {unit && !big && <Txt className='stepper__u'>{` ${unit}`}</Txt>}
    </Box>
    <Btn kind='bare' className='stepper__b' label={`${label}，加一${unit ?? ''}`} disabled={value >= max} onClick={() => onChange(value + 1)}>
      <Icon name='plus' size={28} />
    </Btn>
  </Box>
);

const FINDER = svgUrl(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 286 286" fill="none"><rect x="14" y="14" width="258" height="258" rx="12" fill="#0B434D"/><path d="M3 50V15A12 12 0 0 1 15 3h35M236 3h35a12 12 0 0 1 12 12v35M283 236v35a12 12 0 0 1-12 12h-35M50 283H15a12 12 0 0 1-12-12v-35" stroke="#fff" stroke-width="6" stroke-linecap="round" stroke-linejoin="round"/><path d="M24 143h238" stroke="#E5662A" stroke-width="3" stroke-linecap="round"/><g stroke="#7FBFC0" stroke-width="3" stroke-linejoin="round" opacity=".55"><rect x="88" y="38" width="110" height="210" rx="16"/><path d="M112 92h24v24h-24zM150 92h24v24h-24zM112 158h24v24h-24zM150 158h10v10h-10zM166 174h8v8M136 56h14"/></g></svg>',
);
export type ScanDeskP = {
  shop: string;
  clerk: string;
  /** `closed` and `refused`: a browser's camera that was not opened yet, or may not be. */
  state: 'ready' | 'closed' | 'refused' | 'noCamera' | 'noNetwork';
  today?: { count: number; relief: string };
  /** Opens the scanner, or a browser's camera (again): the finder is the button. Left out where only typing works. */
  onScan?: () => void;
  /** The live picture of a browser's camera, to stand in the finder. */
  video?: ReactNode;
  onType: () => void;
  onToday: () => void;
  /** Where the camera has a light. */
  torch?: { on: boolean; onTurn: () => void };
  /** At a terminal that clerks share: the next one takes over. */
  onSwitch?: { text: string; tap: () => void };
  /** The clerk's own nav bar above. */
  nav?: ReactNode;
};
const SCAN_TIP = {
  ready: '对准市民手机上的券码',
  closed: '点取景框打开摄像头',
  refused: '摄像头没有打开',
  noCamera: '这台设备不能扫码',
  noNetwork: '没有网络，现在不能核销',
} as const;
const SCAN_SUB = {
  ready: '市民没有网络也能扫，截图无效',
  closed: '浏览器会问是否允许使用摄像头，画面不上传、不保存',
  refused: '允许浏览器使用摄像头后点取景框再试，或输入 8 位码',
  noCamera: '请输入 8 位码，或用扫码枪',
  noNetwork: '请市民稍等，连上网络再扫一次；没有核销任何券',
} as const;
const SCAN_LABEL: Partial<Record<ScanDeskP['state'], string>> = { closed: '打开摄像头', refused: '打开摄像头' };
/** The counter's first screen. Without a network it says so and redeems nothing. */
export const ScanDesk = (s: ScanDeskP) => (
  <Box className='scan'>
    {s.nav}
    <Box className='scan__shop'>
      <Box className='grow'>
        <Txt className='scan__name'>{s.shop}</Txt>
        <Txt className='scan__clerk'>{s.clerk}</Txt>
      </Box>
      {s.onSwitch && (
        <Btn id='switch' kind='bare' className='scan__torch' onClick={s.onSwitch.tap}>
          <Icon name='swap' size={22} />
          <Txt>{s.onSwitch.text}</Txt>
        </Btn>
      )}
      {s.torch && (
        <Btn id='torch' kind='bare' className='scan__torch' pressed={s.torch.on} onClick={s.torch.onTurn}>
          <Icon name='torch' size={22} />
          <Txt>{s.torch.on ? '关手电' : '手电'}</Txt>
        </Btn>
      )}
    </Box>
    {s.onScan ? (
      <Btn
        id='scan'
        kind='bare'
        className='finder'
        label={SCAN_LABEL[s.state] ?? '扫码'}
        style={{ backgroundImage: FINDER }}
        disabled={s.state === 'noNetwork'}
        onClick={s.onScan}
      >
        {s.video}
      </Btn>
    ) : (
      <Box className='finder' style={{ backgroundImage: FINDER }}>
        {s.video}
      </Box>
    )}
    <Box role='status'>
      <Txt block className='scan__tip'>
        {SCAN_TIP[s.state]}
      </Txt>
      <Txt block className='scan__sub'>
        {SCAN_SUB[s.state]}
      </Txt>
    </Box>
    {s.today && (
      <Box className='scan__today'>
        <Txt>今天已核销</Txt>
        <Box>
          <Txt className='scan__n'>{String(s.today.count)}</Txt>
          <Txt> 张</Txt>
        </Box>
        <Box>
          <Txt>让利 </Txt>
          <Txt className='scan__n'>{s.today.relief}</Txt>
          <Txt> 元</Txt>
        </Box>
      </Box>
    )}
    <Box className='scan__acts'>
      <Btn id='type-code' kind='bare' className='scan__act' disabled={s.state === 'noNetwork'} onClick={s.onType}>
        <Icon name='keypad' size={28} />
        <Txt>输入 8 位码</Txt>
      </Btn>
      <Btn id='today' kind='bare' className='scan__act' onClick={s.onToday}>
        <Icon name='history' size={28} />
        <Txt>今日核销</Txt>
      </Btn>
    </Box>
  </Box>
);

export type AmountAskP =
  | { kind: 'count'; title: string; note?: string; value: number; max: number; onChange: (heads: number) => void }
  | { kind: 'amount'; title: string; note?: string; value: string; error?: string; onChange: (yuan: string) => void };
/** What the clerk fills in: how many people, or the bill in yuan. A fixed benefit asks nothing and has no such card. */
export const AmountAsk = (a: AmountAskP) =>
  a.kind === 'count' ? (
    <Box className='card ask'>
      <Box className='grow'>
        <Txt className='ask__t'>{a.title}</Txt>
        {a.note && <Txt className='ask__d'>{a.note}</Txt>}
      </Box>
      <Stepper label={a.title} value={a.value} min={1} max={a.max} unit='位' big onChange={a.onChange} />
    </Box>
  ) : (
    <Box className='card ask ask--amount'>
      <Field
        id='bill'
        label={a.title}
        type='digit'
        value={a.value}
        error={a.error}
        maxLength={10}
        placeholder='0.00'
        onChange={a.onChange}
        suffix={
          a.value ? (
            <Btn kind='bare' className='input__x' label='清除' onClick={() => a.onChange('')}>
              <Icon name='close-circle' size={28} />
            </Btn>
          ) : undefined
        }
      />
      {a.note && (
        <Txt block className='ask__d mt2'>
          {a.note}
        </Txt>
      )}
    </Box>
  );
export type Sum = { k: string; v: string; kind?: 'off' | 'pay' };
/** The sum below it: original, relief, payable in large. Amounts in yuan with two decimals, relief with a true minus. */
export const AmountSum = ({ rows }: { rows: Sum[] }) => (
  <Box className='card amt' role='group' label='金额'>
    {rows.map((r) => (
      <Box key={r.k} className={cx('amt__row', r.kind === 'pay' && 'amt__row--pay')}>
        <Txt className='amt__k'>{r.k}</Txt>
        <Txt className={cx('amt__v', r.kind === 'off' && 'amt__v--off')}>{r.v}</Txt>
      </Box>
    ))}
  </Box>
);

export type RedeemResultP = PropsWithChildren<{
  kind: 'success' | 'stop' | 'back';
  title: string;
  say?: string;
  /** Payable in yuan, in the largest figures there are. */
  pay?: string;
  meta?: { k: string; v: string }[];
  more?: string;
  action: string;
  onAction: () => void;
  note?: string;
  nav?: ReactNode;
}>;
const DISC = { success: 'check', stop: 'minus', back: 'undo' } as const;
/** The end of a redemption, to be read at two metres: success, refused, released or reversed. A refusal stays until the clerk goes on. */
export const RedeemResult = (r: RedeemResultP) => (
  <Box className={cx('full', r.kind !== 'success' && `full--${r.kind}`)}>
    {r.nav}
    <Box role={r.kind === 'stop' ? 'alert' : 'status'}>
      <Box className='full__disc' hidden>
        <Icon name={DISC[r.kind]} size={112} />
      </Box>
      <Title>{r.title}</Title>
      {r.say && (
        <Txt block className='full__say'>
          {r.say}
        </Txt>
      )}
      {r.pay && (
        <Txt block className='full__pay'>
          <Txt className='full__unit'>收 </Txt>
          {r.pay}
          <Txt className='full__unit'> 元</Txt>
        </Txt>
      )}
    </Box>
    {r.meta && (
      <Box className='full__meta'>
        {r.meta.map((m) => (
          <Box key={m.k} className='full__row'>
            <Txt className='full__k nowrap'>{m.k}</Txt>
            <Txt className='full__v'>{m.v}</Txt>
          </Box>
        ))}
      </Box>
    )}
    {r.more && (
      <Txt block className='full__more'>
        {r.more}
      </Txt>
    )}
    {r.children}
    <Box className='full__foot'>
      <Btn id='next' size='xl' onClick={r.onAction}>
        {r.action}
      </Btn>
      {r.note && <Txt block>{r.note}</Txt>}
    </Box>
  </Box>
);

/** Three figures on deep sea: today's count, relief, reversals. */
export const Totals = ({ items }: { items: { n: string; t: string }[] }) => (
  <Box className='tot' role='group' label='合计'>
    {items.map((i) => (
      <Box key={i.t} className='tot__c'>
        <Txt className='tot__n'>{i.n}</Txt>
        <Txt className='tot__t'>{i.t}</Txt>
      </Box>
    ))}
  </Box>
);
export type TodayRowP = { time: string; title: string; text: string; amount?: string; tag?: string; onClick?: () => void };
/** One redemption of today. Stand it in an `Item` of a `List`. */
export function TodayRow({ time, title, text, amount, tag, onClick }: TodayRowP) {
  const inner = (
    <>
      <Txt className='rd__time'>{time}</Txt>
      <Box>
        <Txt block strong className={cx(tag && 't2')}>
          {title}
        </Txt>
        <Txt block className='sub muted'>
          {text}
        </Txt>
      </Box>
      <Box className='rd__amt'>
        {tag && <StatusTag tone='mute' icon='undo' text={tag} />}
        {amount && (
          <Txt block className='signal'>
            {amount}
          </Txt>
        )}
      </Box>
    </>
  );
  return onClick ? (
    <Btn kind='bare' className='rd' onClick={onClick}>
      {inner}
    </Btn>
  ) : (
    <Box className='rd'>{inner}</Box>
  );
}
