import { useState } from 'react';
import { offerDesk as words } from '../../../copy/offer-desk';
import { useShown } from '../../../parts/visit';
import { go } from '../../../platform/router';
import { say } from '../../../platform/time';
import type { Account } from '../../../stores/account';
import { type DeskOffer, type Drafts, type DraftsOf, type OfferMove, useOfferDesk } from '../../../stores/offer-desk';
import { toast } from '../../../stores/toast';
import { useAction } from '../../../stores/use-action';
import { Box, Btn, Fetched, InlineError, Segment, StatusTag, type Tone } from '../../../ui';
import '../offer/index.scss';
import { Desk, Pane } from '../parts/desk';
import { ReasonSheet } from '../parts/reason';
import { type Column, Table } from '../parts/table';
import { DESKS } from '../paths';

type Tab = DraftsOf | 'live';
type Draft = Drafts['items'][number];
const w = words.list;
const TONES: Partial<Record<Draft['state'], Tone>> = { submitted: 'warn', published: 'success', paused: 'signal' };
const tag = (s: { state: Draft['state']; stateText: string }) => <StatusTag tone={TONES[s.state] ?? 'mute'} icon={false} text={s.stateText} />;
const DRAFTS: readonly Column<Draft>[] = [
  { key: 'title', title: w.columns.title, cell: (d) => d.title || w.untitled },
  { key: 'provider', title: w.columns.provider, cell: (d) => d.provider },
  { key: 'version', title: w.columns.version, cell: (d) => w.version(d.version) },
  { key: 'state', title: w.columns.state, cell: tag },
  { key: 'changed', title: w.columns.changed, end: true, cell: (d) => say.stamp(d.changedAt) },
];
interface Asked {
  readonly offer: DeskOffer;
  readonly event: OfferMove;
}

function DraftList({ state }: { state: DraftsOf }) {
  const { data, error, busy } = useOfferDesk((s) => s.drafts);
  const load = useOfferDesk((s) => s.loadDrafts);
  useShown(() => void load(state));
  return (
    <Fetched data={data} error={error} onRetry={() => void load(state)}>
      {({ items, next }) => (
        <Pane>
          <Table label={w.label} columns={DRAFTS} rows={items} keyOf={(d) => d.id} onOpen={(d) => void go(DESKS.offer, { id: d.id })} empty={w.empty[state]} />
          {next && (
            <Btn kind='text' size='s' busy={busy} onClick={() => void load(state, next)}>
              {w.more}
            </Btn>
          )}
        </Pane>
      )}
    </Fetched>
  );
}
function Revise({ offer }: { offer: DeskOffer }) {
  const revise = useAction(async () => {
    await go(DESKS.offer, { id: offer.draftId ?? (await useOfferDesk.getState().create(offer.id)) });
  });
  return (
    <>
      {revise.error && <InlineError error={revise.error} />}
      <Btn id={`revise-${offer.id}`} kind='text' size='s' busy={revise.busy} onClick={() => void revise.run()}>
        {offer.draftId ? words.acts.open : words.acts.revise}
      </Btn>
    </>
  );
}
function LiveList({ onAsk }: { onAsk: (asked: Asked) => void }) {
  const { data, error, busy } = useOfferDesk((s) => s.live);
  const load = useOfferDesk((s) => s.loadLive);
  useShown(() => void load());
  const columns: readonly Column<DeskOffer>[] = [
    { key: 'title', title: w.columns.title, cell: (o) => o.title },
    { key: 'provider', title: w.columns.provider, cell: (o) => o.provider },
    { key: 'version', title: w.columns.version, cell: (o) => w.version(o.version) },
    { key: 'state', title: w.columns.state, cell: tag },
    { key: 'to', title: w.columns.to, cell: (o) => say.date(o.to) },
    { key: 'left', title: w.columns.left, end: true, cell: (o) => (o.left === null ? w.unlimited : String(o.left)) },
    { key: 'issued', title: w.columns.issued, end: true, cell: (o) => String(o.issued) },
    {
      key: 'acts',
      title: w.columns.acts,
      cell: (o) => (
        <Box className='row row--wrap'>
          {(o.may.includes('revise') || (o.draftId && o.may.length > 0)) && <Revise offer={o} />}
          {(['pause', 'resume', 'end'] as const)
            .filter((event) => o.may.includes(event))
            .map((event) => (
              <Btn
                key={event}
                id={`${event}-${o.id}`}
                kind='text'
                size='s'
                label={`${words.acts[event]} ${o.title}`}
                onClick={() => onAsk({ offer: o, event })}
              >
                {words.acts[event]}
              </Btn>
            ))}
        </Box>
      ),
    },
  ];
  return (
    <Fetched data={data} error={error} onRetry={() => void load()}>
      {({ items, next }) => (
        <Pane>
          <Table label={w.live} columns={columns} rows={items} keyOf={(o) => o.id} empty={w.empty.live} tight />
          {next && (
            <Btn kind='text' size='s' busy={busy} onClick={() => void load(next)}>
              {w.more}
            </Btn>
          )}
        </Pane>
      )}
    </Fetched>
  );
}
function Create() {
  const create = useAction(async () => {
    await go(DESKS.offer, { id: await useOfferDesk.getState().create(null) });
  });
  return (
    <>
      {create.error && <InlineError error={create.error} />}
      <Btn id='create-offer' size='s' icon='plus' busy={create.busy} onClick={() => void create.run()}>
        {words.create}
      </Btn>
    </>
  );
}
function Body({ me, onAsk }: { me: Account; onAsk: (asked: Asked) => void }) {
  const [tab, setTab] = useState<Tab>(me.role === 'manager' ? 'live' : 'submitted');
  const { tabs } = words;
  const all: readonly Tab[] = me.role === 'manager' ? ['live', 'draft', 'submitted', 'done'] : ['submitted', 'live', 'draft', 'done'];
  return (
    <>
      <Box className='offer__tabs'>
        <Segment label={tabs.label} value={tab} options={all.map((t) => ({ value: t, text: tabs[t] }))} onChange={setTab} />
      </Box>
      {tab === 'live' ? <LiveList onAsk={onAsk} /> : <DraftList key={tab} state={tab} />}
    </>
  );
}

/** 29 权益发布: what waits for approval, what is being written, what is in use. */
export default function OffersDesk() {
  const [asked, setAsked] = useState<Asked | null>(null);
  return (
    <Desk
      current='offers'
      title={words.title}
      roles={['manager', 'operator', 'auditor']}
      actions={(me) => me.role === 'manager' && <Create />}
      overlay={
        asked && (
          <ReasonSheet
            title={`${words.acts[asked.event]}　${asked.offer.title}`}
            text={words.sheet.text[asked.event]}
            act={words.acts[asked.event]}
            danger={asked.event === 'end'}
            onClose={() => setAsked(null)}
            onGo={async (reason) => {
              await useOfferDesk.getState().move(asked.offer, asked.event, reason);
              toast(words.done[asked.event], 'check');
            }}
          />
        )
      }
    >
      {(me) => <Body me={me} onAsk={setAsked} />}
    </Desk>
  );
}
