import { useReachBottom, useRouter } from '@tarojs/taro';
import { useCallback, useEffect, useRef, useState } from 'react';
import { organisation, search as words } from '../../../copy/publicity';
import { LongList } from '../../../parts/long-list';
import { PAGES } from '../../../parts/paths';
import { Screen } from '../../../parts/screen';
import { go } from '../../../platform/router';
import { say } from '../../../platform/time';
import { type PublicKind, type PublicPage, type PublicQuery, usePublicity } from '../../../stores/publicity';
import { Box, Btn, EmptyState, ErrorState, Field, Icon, InlineError, NoticeBar, PublicResult, Segment, SkeletonList, Txt } from '../../../ui';
import './index.scss';
import { isPersons, lastQuery, rememberQuery, tooShort } from './query';

type Item = PublicPage['items'][number];
const KINDS = [
  { value: '' as const, text: words.kinds.all },
  ...(['permit', 'penalty', 'honour'] as const).map((value) => ({ value, text: words.kinds[value] })),
];
const isKind = (text: string | undefined): text is PublicKind => text === 'permit' || text === 'penalty' || text === 'honour';

function Row({ item, q }: { item: Item; q: string }) {
  const r = words.rows;
  const rows = [
    { k: r[item.kind], v: item.title },
    { k: r.document, v: item.documentNumber },
    { k: r.unit, v: item.unit },
    ...(item.decidedOn ? [{ k: r.decided, v: say.date(item.decidedOn) }] : []),
  ].filter((x) => x.v !== '');
  return (
    <PublicResult
      id={`item-${item.id}`}
      name={item.organisation}
      mark={q}
      code={item.uscc}
      tag={{ tone: 'info', text: words.kindWords[item.kind], icon: false }}
      rows={rows}
      actions={[
        { text: words.detail, onClick: () => void go(PAGES.publicItem, { id: item.id }) },
        { text: organisation.open, onClick: () => void go(PAGES.organisation, { code: item.uscc }) },
      ]}
    />
  );
}
function Found({ page, q }: { page: PublicPage; q: string }) {
  const { busy, error } = usePublicity((s) => s.found);
  const { more } = usePublicity.getState();
  if (page.items.length === 0) return <EmptyState title={words.none.title} text={words.none.text} />;
  return (
    <>
      <Box className='ps__n' role='status'>
        <Txt className='sub t2'>{words.found(page.items.length, page.next !== null)}</Txt>
      </Box>
      <LongList id='found' label={words.results} items={page.items} row={(item) => <Row item={item} q={q} />} />
      <Box>
        {error && <InlineError error={error} onRetry={() => void more()} />}
        {page.next && !error && (
          <Btn kind='text' block className='mt2' busy={busy} onClick={() => void more()}>
            {words.more}
          </Btn>
        )}
      </Box>
    </>
  );
}
const Person = () => <EmptyState title={words.person.title} text={words.person.text} action={words.person.action} onAction={() => void go(PAGES.records)} />;

type Refused = '' | 'short' | 'person';
/** Sends a question that may be sent, and says why not otherwise. Nothing of another question stays. */
function ask(query: PublicQuery): Refused {
  const q = query.q.trim();
  usePublicity.getState().clear();
  if (!q) return '';
  if (isPersons(q)) return 'person';
  if (tooShort(q)) return 'short';
  rememberQuery({ ...query, q });
  void usePublicity.getState().search({ ...query, q });
  return '';
}
/** Refusals of what was typed stand at the field; the rest, in place of the results. */
const AT_FIELD = ['publicity_search_short', 'publicity_search_common', 'input_invalid'];

/** 13 公示查询: organisations only, for anybody. */
export default function Search() {
  const { kind: asked } = useRouter().params;
  const first: PublicQuery = isKind(asked) ? { q: '', kind: asked } : (lastQuery() ?? { q: '', kind: '' });
  const [q, setQ] = useState(first.q);
  const [kind, setKind] = useState<PublicQuery['kind']>(first.kind);
  const [refused, setRefused] = useState<Refused>('');
  const answered = usePublicity((s) => s.asked);
  const { data, error } = usePublicity((s) => s.found);
  const send = useCallback((query: PublicQuery) => setRefused(ask(query)), []);
  const opened = useRef(first);
  useEffect(() => send(opened.current), [send]);
  useReachBottom(() => void usePublicity.getState().more());
  const atField = error && AT_FIELD.includes(error.code) ? `${error.sentence}，${error.wayOut}` : refused === 'short' ? words.short : undefined;
  const clear = () => {
    setQ('');
    setRefused('');
    usePublicity.getState().clear();
  };
  const suffix = (
    <>
      {q && (
        <Btn kind='bare' className='ps__clear' label={words.clear} onClick={clear}>
          <Icon name='close-circle' size={20} />
        </Btn>
      )}
      <Btn id='search-go' kind='bare' className='ps__go' onClick={() => send({ q, kind })}>
        {words.submit}
      </Btn>
    </>
  );
  const results = () => {
    if (refused === 'person') return <Person />;
    if (data && answered) return <Found page={data} q={answered.q} />;
    if (atField) return null;
    if (error) return <ErrorState error={error} onRetry={() => send({ q, kind })} />;
    if (answered) return <SkeletonList rows={3} label={words.searching} />;
    return <EmptyState title={words.start.title} text={words.start.text} />;
  };
  return (
    <Screen title={words.title} tight className='ps' busy={answered !== null && !data && !error}>
      <Field
        id='q'
        className='ps__field'
        label={words.field}
        hideLabel
        placeholder={words.placeholder}
        value={q}
        maxLength={100}
        prefix={<Icon name='search' size={22} />}
        suffix={suffix}
        {...(atField && { error: atField })}
        onChange={setQ}
        onConfirm={() => send({ q, kind })}
      />
      <Box className='mt3'>
        <Segment
          label={words.kinds.label}
          options={KINDS}
          value={kind}
          onChange={(next) => {
            setKind(next);
            if (q.trim()) send({ q, kind: next });
          }}
        />
      </Box>
      <Box>{results()}</Box>
      <NoticeBar tone='plain' icon='lock' className='mt4'>
        {words.note}
        <Btn kind='bare' className='link' onClick={() => void go(PAGES.records)}>
          {words.own}
        </Btn>
      </NoticeBar>
      <Btn id='to-verify' kind='text' block className='mt3' onClick={() => void go(PAGES.verify)}>
        {organisation.verify}
      </Btn>
      <Btn id='to-transparency' kind='text' block className='mt3' onClick={() => void go(PAGES.transparency)}>
        {words.transparency}
      </Btn>
    </Screen>
  );
}
