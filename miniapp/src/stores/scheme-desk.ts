import type { InputOf, ReplyOf } from '@binhai/shared/contract/http';
import {
  answerComment,
  approveScheme,
  cancelTrial,
  closeScheme,
  createScheme,
  editScheme,
  passScheme,
  returnScheme,
  type SchemeDetail,
  schemeComments,
  schemeDetail,
  schemeList,
  submitScheme,
  tryScheme,
  withdrawScheme,
} from '@binhai/shared/contract/scheme';
import { create } from 'zustand';
import { call } from '../api/client';
import { requestId } from '../platform/crypto';
import { fetcher, nothing, onPersonChange, type Remote } from './remote';

export type { SchemeDetail };
export type Schemes = ReplyOf<typeof schemeList>;
export type SchemeComments = ReplyOf<typeof schemeComments>;
export type SchemeComment = SchemeComments['items'][number];
export type SchemeEdit = Omit<InputOf<typeof editScheme>['body'], 'rev'>;
export type Verdict = InputOf<typeof answerComment>['body']['verdict'];

interface SchemeDesk {
  list: Remote<Schemes>;
  one: Remote<SchemeDetail>;
  comments: Remote<SchemeComments>;
  loadList: () => Promise<void>;
  loadOne: (id: string) => Promise<void>;
  /** @param after number of the last comment before the page; none: the first page */
  loadComments: (id: string, answered: 'yes' | 'no', after?: string) => Promise<void>;
  /** The rest throw ApiError and change what `one` holds. */
  create: () => Promise<string>;
  edit: (content: SchemeEdit) => Promise<void>;
  tryIt: () => Promise<void>;
  cancelTrial: () => Promise<void>;
  submit: () => Promise<void>;
  pass: (document: string, to: string | null) => Promise<void>;
  sendBack: (reason: string) => Promise<void>;
  close: () => Promise<void>;
  approve: (document: string, from: string) => Promise<void>;
  withdraw: (reason: string) => Promise<void>;
  answer: (comment: SchemeComment, verdict: Verdict, text: string) => Promise<void>;
}
const personal = () => ({ list: nothing<Schemes>(), one: nothing<SchemeDetail>(), comments: nothing<SchemeComments>() });

/** The desk of grade schemes: every step is made on the revision that is in sight. */
export const useSchemeDesk = create<SchemeDesk>((set, get) => {
  const into = {
    list: fetcher<Schemes>((change) => set((s) => ({ list: change(s.list) }))),
    one: fetcher<SchemeDetail>((change) => set((s) => ({ one: change(s.one) }))),
    comments: fetcher<SchemeComments>((change) => set((s) => ({ comments: change(s.comments) }))),
  };
  const seen = () => {
    const scheme = get().one.data;
    if (!scheme) throw new Error('no scheme is in sight');
    return { params: { id: scheme.id }, rev: scheme.rev };
  };
  const keep = (data: SchemeDetail) => set({ one: { data, error: null, busy: false } });
  return {
    ...personal(),
    loadList: async () => {
      await into.list(() => call(schemeList, { query: {} }));
    },
    loadOne: async (id) => {
      if (get().one.data?.id !== id) set({ one: nothing(), comments: nothing() });
      await into.one(() => call(schemeDetail, { params: { id } }));
    },
    loadComments: async (id, answered, after) => {
      await into.comments(() => call(schemeComments, { params: { id }, query: { answered, ...(after && { after }) } }));
    },
    create: async () => (await call(createScheme, { body: { requestId: requestId() } })).id,
    edit: async (content) => {
      const { params, rev } = seen();
      keep(await call(editScheme, { params, body: { rev, ...content } }));
    },
    tryIt: async () => {
      const { params, rev } = seen();
      keep(await call(tryScheme, { params, body: { rev } }));
    },
    cancelTrial: async () => {
      const { params } = seen();
      await call(cancelTrial, { params, body: { confirm: true } });
      await get().loadOne(params.id);
    },
    submit: async () => {
      const { params, rev } = seen();
      keep(await call(submitScheme, { params, body: { rev } }));
    },
    pass: async (document, to) => {
      const { params, rev } = seen();
      keep(await call(passScheme, { params, body: { rev, document, to } }));
    },
    sendBack: async (reason) => {
      const { params, rev } = seen();
      keep(await call(returnScheme, { params, body: { rev, reason } }));
    },
    close: async () => {
      const { params, rev } = seen();
      keep(await call(closeScheme, { params, body: { rev } }));
    },
    approve: async (document, from) => {
      const { params, rev } = seen();
      keep(await call(approveScheme, { params, body: { rev, document, from } }));
    },
    withdraw: async (reason) => {
      const { params, rev } = seen();
      keep(await call(withdrawScheme, { params, body: { rev, reason } }));
    },
    answer: async ({ number, rev }, verdict, text) => {
      const { id } = seen().params;
      await call(answerComment, { params: { id, serial: String(number) }, body: { rev, verdict, text } });
      await get().loadOne(id);
    },
  };
});
onPersonChange(() => useSchemeDesk.setState(personal()));
