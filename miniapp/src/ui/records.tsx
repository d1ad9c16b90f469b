import type { PropsWithChildren, ReactNode } from 'react';
import { Box, Btn, Icon, Item, List, Title, Txt } from './base';
import type { IconName } from './icon-names';
import { StatusTag, type Tone } from './tags';

/** Records of one class of the directory, with how many there are. */
export const RecordGroup = ({ icon, title, count, children }: PropsWithChildren<{ icon: IconName; title: string; count: string }>) => (
  <Box role='region' label={title} className='mt2'>
    <Box className='grouph'>
      <Icon name={icon} size={20} />
      <Title level={3}>{title}</Title>
      <Txt className='grouph__n'>{count}</Txt>
    </Box>
    {children}
  </Box>
);
export type RecordCardP = {
  id?: string;
  title: string;
  lines: string[];
  tag: { tone: Tone; text: string; icon?: IconName | false };
  onClick?: () => void;
  children?: ReactNode;
};
/** One record: what, from whom, and how it stands. Stand it in an `Item` of a `List`. */
export function RecordCard({ id, title, lines, tag, onClick, children }: RecordCardP) {
  const inner = (
    <>
      <Box className='cell__body'>
        <Txt className='cell__title cell__title--b'>{title}</Txt>
        {lines.map((l) => (
          <Txt key={l} className='cell__desc'>
            {l}
          </Txt>
        ))}
        {children}
      </Box>
      <StatusTag {...tag} />
    </>
  );
  return onClick ? (
    <Btn id={id} kind='bare' className='cell cell--top' onClick={onClick}>
      {inner}
    </Btn>
  ) : (
    <Box id={id} className='cell cell--top'>
      {inner}
    </Box>
  );
}

export type ViewerRowP = { who: string; what: string; when: string; kind: 'partner' | 'certificate' | 'staff' | 'self'; onClick?: () => void };
const VIEWER_ICON = { partner: 'store', certificate: 'house-key', staff: 'inspect', self: 'user' } as const;
/** One look at my data: who, why, what they saw, when. */
export function ViewerRow({ who, what, when, kind, onClick }: ViewerRowP) {
  const inner = (
    <>
      <Box className={`cell__ico${kind === 'staff' || kind === 'self' ? ' cell__ico--mute' : ''}`} hidden>
        <Icon name={VIEWER_ICON[kind]} />
      </Box>
      <Box className='cell__body'>
        <Txt className='cell__title cell__title--b'>{who}</Txt>
        <Txt className='cell__desc'>{what}</Txt>
      </Box>
      <Txt className='cell__end num'>{when}</Txt>
    </>
  );
  return onClick ? (
    <Btn kind='bare' className='cell cell--ico' onClick={onClick}>
      {inner}
    </Btn>
  ) : (
    <Box className='cell cell--ico'>{inner}</Box>
  );
}

export type PublicResultP = {
  id?: string;
  name: string;
  /** The searched text, marked where it stands in the name. */
  mark?: string;
  code?: string;
  tag: { tone: Tone; text: string; icon?: IconName | false };
  rows: { k: string; v: string }[];
  actions?: { text: string; onClick: () => void }[];
};
function marked(name: string, text: string | undefined): ReactNode {
  const at = text ? name.indexOf(text) : -1;
  if (!text || at < 0) return name;
  return (
    <>
      {name.slice(0, at)}
      <Txt className='mark'>{text}</Txt>
      {name.slice(at + text.length)}
    </>
  );
}
/** One item of the public search: organisations only. Stand it in an `Item` of a `List`. */
export const PublicResult = ({ id, name, mark, code, tag, rows, actions }: PublicResultP) => (
  <Box id={id} className='res'>
    <Box className='row row--between' style={{ alignItems: 'flex-start' }}>
      <Title level={3} className='grow'>
        {marked(name, mark)}
      </Title>
      <StatusTag {...tag} />
    </Box>
    {code && (
      <Txt block className='res__code num'>
        {code}
      </Txt>
    )}
    <Box className='kv kv--left mt3'>
      {rows.map((r) => (
        <Box key={r.k} className='kv__row'>
          <Txt className='kv__k'>{r.k}</Txt>
          <Txt className='kv__v'>{r.v}</Txt>
        </Box>
      ))}
    </Box>
    {actions && (
      <Box className='btns mt3'>
        {actions.map((a) => (
          <Btn key={a.text} kind='quiet' size='s' label={`${a.text}：${name}`} onClick={a.onClick}>
            {a.text}
          </Btn>
        ))}
      </Box>
    )}
  </Box>
);

export type PublicityBarP = {
  /** 7 月 2 日首次公示，10 月 2 日满最短 3 个月，最长到 2027 年 7 月 2 日 */
  label: string;
  /** Parts of the whole period, 0 to 1: until today, until the shortest publicity is over. */
  passed: number;
  shortest: number;
  start: string;
  shortestEnd: string;
  end: string;
};
const percent = (part: number): string => `${Math.round(Math.max(0, Math.min(1, part)) * 1000) / 10}%`;
/** The publicity period: start, shortest end, latest end, today. */
export const PublicityBar = ({ label, passed, shortest, start, shortestEnd, end }: PublicityBarP) => (
  <Box className='pub' role='img' label={`公示进度：${label}`}>
    <Txt className='pub__min-t' hidden style={{ marginLeft: percent(Math.min(shortest, 0.55)) }}>
      {shortestEnd}
    </Txt>
    <Box className='pub__bar' hidden>
      <Box className='pub__done' style={{ width: percent(passed) }} />
      <Box className='pub__pin' style={{ left: percent(shortest) }} />
    </Box>
    <Box className='pub__ends' hidden>
      <Txt>{start}</Txt>
      <Txt>{end}</Txt>
    </Box>
  </Box>
);
/** What has to be known before something is given: a plain list of sentences. */
export const Points = ({ label, items }: { label: string; items: string[] }) => (
  <List className='list--plain' label={label}>
    {items.map((s) => (
      <Item key={s} className='cons__li'>
        <Icon name='check' className='cons__y' />
        <Txt>{s}</Txt>
      </Item>
    ))}
  </List>
);
