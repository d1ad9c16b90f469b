import type { ReplyOf } from '@binhai/shared/contract/http';
import {
  answerStatement,
  confirmStatement,
  disputeStatement,
  type StatementDetail,
  settleStatement,
  statement,
  statementCsv,
  statementEntries,
  statementPdf,
  statements,
  statementXlsx,
} from '@binhai/shared/contract/statements';
import type { StatementState } from '@binhai/shared/states/statement';
import { create } from 'zustand';
import { call, download } from '../api/client';
import { showFile } from '../platform/files';
import { fetcher, nothing, onPersonChange, type Remote } from './remote';

export type { StatementDetail };
export type StatementList = ReplyOf<typeof statements>;
export type StatementEntries = ReplyOf<typeof statementEntries>;
const FILES = { csv: statementCsv, xlsx: statementXlsx, pdf: statementPdf } as const;
export type StatementFile = keyof typeof FILES;

interface Statements {
  list: Remote<StatementList>;
  one: Remote<StatementDetail>;
  entries: Remote<StatementEntries>;
  /** @param after key of the page before; none: the first page, which takes the place of what is there */
  loadList: (state?: StatementState, after?: string) => Promise<void>;
  loadOne: (id: string) => Promise<void>;
  loadEntries: (id: string, after?: string) => Promise<void>;
  /** The rest throw ApiError and change what `one` holds. */
  confirm: () => Promise<void>;
  dispute: (text: string) => Promise<void>;
  answer: (text: string) => Promise<void>;
  settle: (payment: string) => Promise<void>;
  save: (kind: StatementFile) => Promise<void>;
}
const personal = () => ({ list: nothing<StatementList>(), one: nothing<StatementDetail>(), entries: nothing<StatementEntries>() });

/** Monthly statements, of one's own business or of all; every step is made on the revision that is in sight. */
export const useStatements = create<Statements>((set, get) => {
  const into = {
    list: fetcher<StatementList>((change) => set((s) => ({ list: change(s.list) }))),
    one: fetcher<StatementDetail>((change) => set((s) => ({ one: change(s.one) }))),
    entries: fetcher<StatementEntries>((change) => set((s) => ({ entries: change(s.entries) }))),
  };
  const seen = () => {
    const data = get().one.data;
    if (!data) throw new Error('no statement is in sight');
    return { data, params: { id: data.id }, rev: data.rev };
  };
  const keep = (data: StatementDetail) => set({ one: { data, error: null, busy: false } });
  return {
    ...personal(),
    loadList: async (state, after) => {
      const old = after ? (get().list.data?.items ?? []) : [];
      await into.list(async () => {
        const page = await call(statements, { query: { ...(state && { state }), ...(after && { after }) } });
        return { ...page, items: [...old, ...page.items] };
      });
    },
    loadOne: async (id) => {
      if (get().one.data?.id !== id) set({ one: nothing(), entries: nothing() });
      await into.one(() => call(statement, { params: { id } }));
    },
    loadEntries: async (id, after) => {
      const old = after ? (get().entries.data?.items ?? []) : [];
      await into.entries(async () => {
        const page = await call(statementEntries, { params: { id }, query: { ...(after && { after }) } });
        return { ...page, items: [...old, ...page.items] };
      });
    },
    confirm: async () => {
      const { params, rev } = seen();
      keep(await call(confirmStatement, { params, body: { rev } }));
    },
    dispute: async (text) => {
      const { params, rev } = seen();
      keep(await call(disputeStatement, { params, body: { rev, text } }));
    },
    answer: async (text) => {
      const { params, rev } = seen();
      keep(await call(answerStatement, { params, body: { rev, text } }));
    },
    settle: async (payment) => {
      const { params, rev } = seen();
      keep(await call(settleStatement, { params, body: { rev, payment } }));
    },
    save: async (kind) => {
      const { data, params } = seen();
      await showFile(await download(FILES[kind], { params }, `月结单 ${data.number}.${kind}`));
    },
  };
});
onPersonChange(() => useStatements.setState(personal()));
