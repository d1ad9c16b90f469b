import type { InputOf, ReplyOf } from '@binhai/shared/contract/http';
import {
  addPartnerKey,
  changeScope,
  decideScope,
  deskPartners,
  type PartnerView,
  registerPartner,
  revokePartnerKey,
  setPartnerState,
  setPartnerWebhook,
} from '@binhai/shared/contract/partner-desk';
import { create } from 'zustand';
import { call } from '../api/client';
import { fetcher, nothing, onPersonChange, type Remote } from './remote';

export type { PartnerView };
export type PartnerPage = ReplyOf<typeof deskPartners>;
export type NewPartner = InputOf<typeof registerPartner>['body'];
export type PartnerScope = Pick<NewPartner, 'purposes' | 'claims'>;
export type NewKey = InputOf<typeof addPartnerKey>['body'];

interface PartnerDesk {
  list: Remote<PartnerPage>;
  load: () => Promise<void>;
  more: () => Promise<void>;
  /** The rest throw ApiError; each is made on the registration that is in sight. */
  register: (partner: NewPartner) => Promise<string>;
  scope: (seen: PartnerView, scope: PartnerScope) => Promise<void>;
  decide: (seen: PartnerView, approve: boolean) => Promise<void>;
  state: (seen: PartnerView, to: 'active' | 'suspended' | 'ended') => Promise<void>;
  addKey: (seen: PartnerView, key: NewKey) => Promise<void>;
  revokeKey: (seen: PartnerView, keyId: string) => Promise<void>;
  webhook: (seen: PartnerView, webhook: string | null) => Promise<void>;
}
const empty = () => ({ list: nothing<PartnerPage>() });

/** The desk of the registry of partners. */
export const usePartnerDesk = create<PartnerDesk>((set, get) => {
  const into = fetcher<PartnerPage>((change) => set((s) => ({ list: change(s.list) })));
  const put = (partner: PartnerView) =>
    set(({ list: { data, ...rest } }) => ({ list: { ...rest, data: data && { ...data, items: data.items.map((p) => (p.id === partner.id ? partner : p)) } } }));
  return {
    ...empty(),
    load: async () => {
      await into(() => call(deskPartners, { query: {} }));
    },
    more: async () => {
      const { data, busy } = get().list;
      const after = data?.next;
      if (!data || !after || busy) return;
      await into(async () => {
        const page = await call(deskPartners, { query: { after } });
        return { ...page, items: [...data.items, ...page.items] };
      });
    },
    register: async (body) => {
      const made = await call(registerPartner, { body });
      await get().load();
      return made.id;
    },
    scope: async ({ id, rev }, scope) => put(await call(changeScope, { params: { id }, body: { rev, ...scope } })),
    decide: async ({ id, rev }, approve) => put(await call(decideScope, { params: { id }, body: { rev, approve } })),
    state: async ({ id, rev }, to) => put(await call(setPartnerState, { params: { id }, body: { rev, to } })),
    addKey: async ({ id }, key) => put(await call(addPartnerKey, { params: { id }, body: key })),
    revokeKey: async ({ id }, keyId) => put(await call(revokePartnerKey, { params: { id }, body: { keyId } })),
    webhook: async ({ id, rev }, webhook) => put(await call(setPartnerWebhook, { params: { id }, body: { rev, webhook } })),
  };
});
onPersonChange(() => usePartnerDesk.setState(empty()));
