import { useEffect } from 'react';
import { file as words } from '../../../copy/cases';
import { PAGES } from '../../../parts/paths';
import { replace } from '../../../platform/router';
import { useCertificates } from '../../../stores/certificates';
import type { Kind } from '../../../stores/complaints';
import type { Voucher } from '../../../stores/vouchers';
import { Box, Btn, Card, Field, FilterChips, NoticeBar, Pairs, Section, Txt } from '../../../ui';
import { OTHER, type Source, type Typed, viewerOf } from './filing';

const MOST_OFFERED = 4;
type P = { typed: Typed; onChange: (change: Partial<Typed>) => void };

/** The voucher a shop did not take, and at which of its places. */
export function OfVoucher({ voucher, typed, onChange }: P & { voucher: Voucher | null }) {
  if (!voucher)
    return (
      <NoticeBar>
        <Txt block>{words.voucher.none}</Txt>
        <Btn id='to-vouchers' kind='text' size='s' onClick={() => void replace(PAGES.vouchers)}>
          {words.voucher.open}
        </Btn>
      </NoticeBar>
    );
  const { places } = voucher;
  return (
    <>
      <Card>
        <Pairs
          left
          rows={[
            { k: words.voucher.title, v: voucher.title },
            { k: words.voucher.shop, v: voucher.provider },
          ]}
        />
      </Card>
      {places.length > 1 && (
        <Section title={words.place}>
          <FilterChips label={words.place} options={places.map((p) => ({ value: p, text: p }))} value={typed.place} onChange={(place) => onChange({ place })} />
        </Section>
      )}
      <NoticeBar icon='shield' className='mt3'>
        {words.keep}
      </NoticeBar>
    </>
  );
}
/** A name in one's own words; for an agency those of the list that it is part of. */
function Named({ against, typed, onChange }: P & { against: 'agency' | 'unit' | 'service' }) {
  const agencies = useCertificates((s) => s.agencies.data);
  const wanted = against === 'agency';
  useEffect(() => {
    if (wanted) void useCertificates.getState().loadAgencies();
  }, [wanted]);
  const part = typed.name.trim();
  const offered = wanted && part ? (agencies?.items ?? []).filter((a) => a.name.includes(part)).slice(0, MOST_OFFERED) : [];
  return (
    <>
      <Field
        id='who'
        label={words.named[against]}
        hint={words.namedHint[against]}
        optional={against === 'service'}
        maxLength={60}
        value={typed.name}
        onChange={(name) => onChange({ name, organisationId: '' })}
      />
      {offered.length > 0 && (
        <Box className='mt2'>
          <FilterChips
            label={words.named.agency}
            options={offered.map((a) => ({ value: a.id, text: a.name }))}
            value={typed.organisationId}
            onChange={(organisationId) => onChange({ organisationId, name: offered.find((a) => a.id === organisationId)?.name ?? part })}
          />
        </Box>
      )}
    </>
  );
}
/** Whom it is about: a viewer of the certificate it was opened from, or a name. */
export function Who({ kind, source, typed, onChange }: P & { kind: Kind; source: Source }) {
  const { against } = kind;
  if (against === 'merchant') return <OfVoucher voucher={source.voucher} typed={typed} onChange={onChange} />;
  const ofViewers = against === 'agency' && source.viewers.length > 0;
  const viewer = ofViewers ? viewerOf(typed, source) : null;
  return (
    <>
      {ofViewers && (
        <FilterChips
          label={words.who.agency}
          options={[...source.viewers.map((v) => ({ value: v.id, text: v.as })), { value: OTHER, text: words.other }]}
          value={viewer?.id ?? OTHER}
          onChange={(id) => onChange({ viewer: id })}
        />
      )}
      {!viewer && <Named against={against} typed={typed} onChange={onChange} />}
    </>
  );
}
