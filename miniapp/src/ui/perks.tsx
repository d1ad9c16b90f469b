import type { PropsWithChildren, ReactNode } from 'react';
import { Box, Btn, Icon, Img, Item, List, Title, Txt } from './base';
import { cx } from './classes';
import { Sheet } from './feedback';
import type { IconName } from './icon-names';
import { Btns } from './page';
import { StatusTag, type Tone } from './tags';

export type PerkTileP = { id?: string; icon: IconName; name: string; text: string; gain?: string; onClick: () => void };
/** A way into one field of 信易+. Stand three in a `PerkTiles`. */
export const PerkTile = ({ id, icon, name, text, gain, onClick }: PerkTileP) => (
  <Btn id={id} kind='bare' className='perk' onClick={onClick}>
    <Icon name={icon} size={28} />
    <Txt className='perk__name'>{name}</Txt>
    <Txt className='perk__text'>{text}</Txt>
    {gain && <Txt className='perk__gain'>{gain}</Txt>}
  </Btn>
);
export const PerkTiles = ({ children }: PropsWithChildren) => <Box className='perks'>{children}</Box>;

export type OfferTicketP = {
  id?: string;
  /** The stub: ¥ · 0 · 骑行押金, or 2 · 小时 · 停车免费. */
  figure: string;
  prefix?: string;
  unit?: string;
  caption: string;
  title: string;
  text: string;
  tag?: { tone: Tone; text: string; icon?: IconName };
  note?: string;
  /** Not for claiming now: the stub is grey, the ticket still opens. */
  off?: boolean;
  /** Absent: a picture of it, for the desk that writes it. */
  onClick?: () => void;
};
/** An offer as a ticket with its stub. Stand it in an `Item` of `<List className='list--plain tickets'>`. */
const TicketFace = (t: OfferTicketP) => (
  <>
    <Box className='ticket__stub'>
      <Box className={cx('ticket__big', t.figure.length > 2 && !/^[\d.]+$/.test(t.figure) && 'ticket__big--words')}>
        {t.prefix && <Txt className='ticket__unit'>{t.prefix}</Txt>}
        <Txt>{t.figure}</Txt>
        {t.unit && <Txt className='ticket__unit'>{t.unit}</Txt>}
      </Box>
      <Txt className='ticket__under'>{t.caption}</Txt>
    </Box>
    <Box className='ticket__body'>
      <Txt className='ticket__title'>{t.title}</Txt>
      <Txt className='ticket__text'>{t.text}</Txt>
      <Box className='ticket__foot'>
        {t.tag && <StatusTag {...t.tag} />}
        {t.note && <Txt>{t.note}</Txt>}
      </Box>
    </Box>
  </>
);
export const OfferTicket = (t: OfferTicketP) => {
  const className = cx('ticket', t.off && 'ticket--off');
  if (!t.onClick)
    return (
      <Box id={t.id} className={className}>
        <TicketFace {...t} />
      </Box>
    );
  return (
    <Btn id={t.id} kind='bare' className={className} onClick={t.onClick}>
      <TicketFace {...t} />
    </Btn>
  );
};

export type CheckRowP = { met: 'ok' | 'wait' | 'no'; title: string; hint?: string; action?: string; onAction?: () => void };
const CHECK = { ok: 'check', wait: 'shield', no: 'minus' } as const;
const CHECK_SAYS = { ok: '已满足', wait: '需要你确认', no: '还没满足' } as const;
/** One condition of an offer, ticked or not, with what to do. For the person alone. */
export const CheckRow = ({ met, title, hint, action, onAction }: CheckRowP) => (
  <Box className='cell cell--top'>
    <Box className={cx('ck', `ck--${met}`)} role='img' label={CHECK_SAYS[met]}>
      <Icon name={CHECK[met]} size={18} heavy />
    </Box>
    <Box className='cell__body'>
      <Txt className='cell__title cell__title--b'>{title}</Txt>
      {hint && <Txt className='cell__desc'>{hint}</Txt>}
      {action && (
        <Btn kind='bare' className='link' label={`${action}：${title}`} onClick={onAction}>
          {action}
        </Btn>
      )}
    </Box>
  </Box>
);

export type ConsentSheetP = {
  title: string;
  /** Who will see it, and where they can be reached. */
  recipient: string;
  contact: string;
  seen: string[];
  unseen: string[];
  purpose: string;
  until: string;
  rights: string;
  /** Why it is needed and what refusing leads to, under the title. */
  impact?: string;
  /** The box the person ticks. It starts unticked, and the agreeing button waits for it. */
  tick: ReactNode;
  agreed: boolean;
  busy?: boolean;
  agreeText?: string;
  refuseText?: string;
  onAgree: () => void;
  onRefuse: () => void;
};
/** Asks for one consent: what is seen, what is not, by whom, for how long. Refusing weighs as much as agreeing, and costs nothing. */
export const ConsentSheet = (c: ConsentSheetP) => (
  <Sheet title={c.title}>
    {c.impact && (
      <Txt block className='sub muted mt1'>
        {c.impact}
      </Txt>
    )}
    <Title level={3} className='mt4'>
      对方会看到
    </Title>
    <List className='list--plain' label='对方会看到'>
      {c.seen.map((s) => (
        <Item key={s} className='cons__li'>
          <Icon name='check-circle' className='cons__y' />
          <Txt>{s}</Txt>
        </Item>
      ))}
    </List>
    <Title level={3} className='mt2'>
      对方看不到
    </Title>
    <List className='list--plain' label='对方看不到'>
      {c.unseen.map((s) => (
        <Item key={s} className='cons__li'>
          <Icon name='minus-circle' className='cons__n' />
          <Txt>{s}</Txt>
        </Item>
      ))}
    </List>
    <Box className='kv mt2 cons__kv'>
      {(
        [
          ['接收方', `${c.recipient}　${c.contact}`],
          ['用途与方式', c.purpose],
          ['期限', c.until],
          ['你的权利', c.rights],
        ] as const
      ).map(([k, v]) => (
        <Box key={k} className='kv__row'>
          <Txt className='kv__k'>{k}</Txt>
          <Txt className='kv__v'>{v}</Txt>
        </Box>
      ))}
    </Box>
    <Box className='cons__tick'>{c.tick}</Box>
    <Box className='mt2'>
      <Btns>
        <Btn id='consent-refuse' kind='ghost' onClick={c.onRefuse}>
          {c.refuseText ?? '不同意'}
        </Btn>
        <Btn id='consent-agree' disabled={!c.agreed} busy={c.busy} onClick={c.onAgree}>
          {c.agreeText ?? '同意'}
        </Btn>
      </Btns>
    </Box>
    <Txt block className='cap muted mt2 center'>
      不同意不影响信用
    </Txt>
  </Sheet>
);

export type VoucherCardP = PropsWithChildren<{
  title: string;
  text?: string;
  tag: { tone: Tone; text: string; icon?: IconName };
  info?: { k: string; v: string }[];
}>;
/** A voucher on the deep sea: title and state, the code (`DynamicQR` or `VoucherStamp`) as children, what is to be known below. */
export const VoucherCard = ({ title, text, tag, info, children }: VoucherCardP) => (
  <Box className='vcard'>
    <Box className='vcard__top'>
      <Box className='grow'>
        <Title>{title}</Title>
        {text && (
          <Txt block className='sub muted'>
            {text}
          </Txt>
        )}
      </Box>
      <StatusTag {...tag} />
    </Box>
    <Box className='vcard__qr'>{children}</Box>
    {info && (
      <Box className='vcard__info kv'>
        {info.map((r) => (
          <Box key={r.k} className='kv__row'>
            <Txt className='kv__k'>{r.k}</Txt>
            <Txt className='kv__v'>{r.v}</Txt>
          </Box>
        ))}
      </Box>
    )}
  </Box>
);

export type DynamicQRP = {
  /** Data address of the code, from platform/qr; null while it is made. */
  src: string | null;
  /** The typed form, eight characters. */
  short: string;
  /** Seconds left and seconds of a step. */
  left: number;
  of: number;
  /** In the background: the code stands still and covered. */
  paused?: boolean;
  onResume?: () => void;
};
const spell = (s: string): string => `${s.slice(0, 4)} ${s.slice(4)}`;
/** The changing code. The picture keeps its size at every text size; the count is read out every fifteen seconds, not every one. */
export const DynamicQR = ({ src, short, left, of, paused, onResume }: DynamicQRP) => {
  const turn = Math.round((Math.max(0, Math.min(left, of)) / of) * 360);
  return (
    <>
      <Box className='qrbox'>
        {src && <Img className='qrbox__img' src={src} alt={`二维码，券码 ${spell(short)}`} longPressMenu={false} />}
        {(!src || paused) && (
          <Box className='qrbox__wait' role='status'>
            {paused ? (
              <Btn size='s' icon='refresh' onClick={onResume}>
                显示券码
              </Btn>
            ) : (
              <Txt>正在出码</Txt>
            )}
          </Box>
        )}
      </Box>
      <Txt block className='short num'>
        {spell(short)}
      </Txt>
      <Txt block className='sub muted'>
        扫不上时，把这 8 位报给店员
      </Txt>
      <Box className='cd'>
        <Box className='cd__ring' hidden style={{ background: `conic-gradient(#BF4608 ${turn}deg, #D9ECEA ${turn}deg)` }} />
        <Box hidden>
          <Txt className='cd__n'>{String(left)}</Txt>
          <Txt className='sub t2'> 秒后自动换码</Txt>
        </Box>
        <Box live='polite'>
          <Box className='sr' live='polite'>{`${Math.ceil(left / 15) * 15} 秒内自动换码`}</Box>
        </Box>
      </Box>
    </>
  );
};
/** What stands in the code's place once it cannot be used: the word and when. No code is drawn under it: there is none to scan. */
export const VoucherStamp = ({ text, when, sea }: { text: string; when?: string; sea?: boolean }) => (
  <Box className='qrbox qrbox--stamp'>
    <Box className={cx('stamp', sea && 'stamp--sea')}>
      <Txt>{text}</Txt>
      {when && <Txt className='stamp__when'>{when}</Txt>}
    </Box>
  </Box>
);
/** What a third party sees of a certificate. `void` knows neither name nor reason: all the ways to it look the same. */
export const Verdict = (p: { kind: 'pass'; title: string; text?: string } | { kind: 'void' }) => (
  <Box className={cx('verdict', p.kind === 'void' && 'verdict--void')} role='status'>
    <Box className='verdict__seal' hidden>
      <Icon name={p.kind === 'pass' ? 'check' : 'minus'} size={56} heavy />
    </Box>
    <Title>{p.kind === 'pass' ? p.title : '这张凭证已失效'}</Title>
    <Txt block className='t2 mt2'>
      {p.kind === 'pass' ? p.text : '请按普通条件办理'}
    </Txt>
  </Box>
);
