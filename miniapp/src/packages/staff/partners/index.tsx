import type { Role } from '@binhai/shared/contract/http';
import { PARTNER_KINDS } from '@binhai/shared/contract/partners';
import { useState } from 'react';
import { KINDS, words } from '../../../copy/partner-desk';
import { useShown } from '../../../parts/visit';
import { type NewPartner, type PartnerView, usePartnerDesk } from '../../../stores/partner-desk';
import { toast } from '../../../stores/toast';
import { useAction } from '../../../stores/use-action';
import { Box, Btn, Field, Segment } from '../../../ui';
import { Desk, Pane, Panes } from '../parts/desk';
import { FormActions } from '../parts/form';
import { type Column, TablePages } from '../parts/table';
import { Detail, StateTag } from './detail';
import { ScopeFields } from './scope';

const ROLES: readonly Role[] = ['manager', 'operator', 'auditor'];
const c = words.columns;
const COLUMNS: readonly Column<PartnerView>[] = [
  { key: 'name', title: c.name, cell: (p) => p.name },
  { key: 'kind', title: c.kind, cell: (p) => KINDS[p.kind] },
  { key: 'state', title: c.state, cell: (p) => (p.proposed ? words.waiting : <StateTag state={p.state} />) },
  { key: 'keys', title: c.keys, end: true, cell: (p) => p.keys.filter((k) => k.state === 'active').length },
];
const NEW: NewPartner = { organisation: '', kind: 'parking', purposes: [], claims: [] };

function Register({ onDone }: { onDone: (id: string) => void }) {
  const [typed, setTyped] = useState(NEW);
  const send = useAction(async () => {
    const id = await usePartnerDesk.getState().register({ ...typed, organisation: typed.organisation.trim() });
    setTyped(NEW);
    toast(words.registered);
    onDone(id);
  });
  return (
    <Pane title={words.register}>
      <Field
        id='organisation'
        label={words.organisation}
        hint={words.organisationHint}
        value={typed.organisation}
        maxLength={40}
        onChange={(organisation) => setTyped({ ...typed, organisation })}
      />
      <Box className='mt3'>
        <Segment
          label={words.kind}
          options={PARTNER_KINDS.map((value) => ({ value, text: KINDS[value] }))}
          value={typed.kind}
          onChange={(kind) => setTyped({ ...typed, kind })}
        />
      </Box>
      <ScopeFields scope={typed} onChange={(scope) => setTyped({ ...typed, ...scope })} />
      <FormActions error={send.error}>
        <Btn id='partner-register' busy={send.busy} onClick={() => void send.run()}>
          {words.submit}
        </Btn>
      </FormActions>
    </Pane>
  );
}
function Partners({ role }: { role: Role }) {
  const list = usePartnerDesk((s) => s.list);
  const [chosen, setChosen] = useState('');
  const load = () => usePartnerDesk.getState().load();
  useShown(load);
  const partner = list.data?.items.find((p) => p.id === chosen) ?? (role === 'manager' ? list.data?.items[0] : undefined);
  return (
    <Panes>
      <Box>
        <Pane title={words.list}>
          <TablePages
            remote={list}
            label={words.list}
            columns={COLUMNS}
            keyOf={(p) => p.id}
            onOpen={(p) => setChosen(p.id)}
            current={partner?.id ?? ''}
            empty={words.none}
            more={words.more}
            onLoad={() => void load()}
            onMore={() => void usePartnerDesk.getState().more()}
          />
        </Pane>
        {role === 'operator' && <Register onDone={setChosen} />}
      </Box>
      {partner && <Detail key={partner.id} partner={partner} />}
    </Panes>
  );
}

/** F3: the registry of partners for the centre, and a partner's own page for its manager. */
export default function PartnersDesk() {
  return (
    <Desk current='partners' title={words.title} lead={words.lead} roles={ROLES}>
      {(me) => <Partners role={me.role} />}
    </Desk>
  );
}
