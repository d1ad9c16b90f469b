import { explanation, type GradeView, grade, history, optIn, optInText, optOut, record, records, whatIf } from '@binhai/shared/contract/credit';
import type { ReplyOf } from '@binhai/shared/contract/http';
import { create } from 'zustand';
import { call } from '../api/client';
import { useAccount } from './account';
import { useDevice } from './device';
import { fetcher, nothing, onPersonChange, type Remote } from './remote';

export type Explanation = ReplyOf<typeof explanation>;
export type History = ReplyOf<typeof history>;
export type WhatIf = ReplyOf<typeof whatIf>;
export type Records = ReplyOf<typeof records>;
export type RecordDetail = ReplyOf<typeof record>;
export type OptInText = ReplyOf<typeof optInText>;

interface Credit {
  grade: Remote<GradeView>;
  explanation: Remote<Explanation>;
  history: Remote<History>;
  whatIf: Remote<WhatIf>;
  records: Remote<Records>;
  /** The one record that is open, never kept for another. */
  record: Remote<RecordDetail>;
  optInText: Remote<OptInText>;
  /** Uncovers, upon which the page asks for the grade, or covers and forgets it. Only an uncovered grade is asked for, none is ever stored (DESIGN 10). */
  uncover: () => void;
  cover: () => void;
  loadGrade: () => Promise<void>;
  loadExplanation: () => Promise<void>;
  loadHistory: () => Promise<void>;
  /** Answers true when the records changed, so that the choices are others now. @param months 0 … 60 */
  loadWhatIf: (chosen: string[], months: number) => Promise<boolean>;
  loadRecords: () => Promise<void>;
  loadRecord: (id: string) => Promise<void>;
  loadOptInText: () => Promise<void>;
  /** Both throw ApiError. */
  /** @param zone where the person lives, nine digits; empty when they do not say */
  optIn: (textVersion: string, zone: string) => Promise<void>;
  optOut: () => Promise<void>;
}
const personal = () => ({
  grade: nothing<GradeView>(),
  explanation: nothing<Explanation>(),
  history: nothing<History>(),
  whatIf: nothing<WhatIf>(),
  records: nothing<Records>(),
  record: nothing<RecordDetail>(),
});

export const useCredit = create<Credit>((set, get) => {
  const into = {
    grade: fetcher<GradeView>((change) => set((s) => ({ grade: change(s.grade) }))),
    explanation: fetcher<Explanation>((change) => set((s) => ({ explanation: change(s.explanation) }))),
    history: fetcher<History>((change) => set((s) => ({ history: change(s.history) }))),
    whatIf: fetcher<WhatIf>((change) => set((s) => ({ whatIf: change(s.whatIf) }))),
    records: fetcher<Records>((change) => set((s) => ({ records: change(s.records) }))),
    record: fetcher<RecordDetail>((change) => set((s) => ({ record: change(s.record) }))),
    optInText: fetcher<OptInText>((change) => set((s) => ({ optInText: change(s.optInText) }))),
  };
  return {
    ...personal(),
    optInText: nothing(),
    uncover: () => useDevice.getState().setCovered(false),
    cover: () => {
      useDevice.getState().setCovered(true);
      set({ grade: nothing() });
    },
    loadGrade: async () => {
      await into.grade(() => call(grade));
    },
    loadExplanation: async () => {
      await into.explanation(() => call(explanation));
    },
    loadHistory: async () => {
      await into.history(() => call(history));
    },
    loadWhatIf: async (chosen, months) => {
      const done = await into.whatIf(() => call(whatIf, { body: { chosen, months } }));
      return done === null && get().whatIf.error?.code === 'credit_choice_unknown';
    },
    loadRecords: async () => {
      await into.records(() => call(records));
    },
    loadRecord: async (id) => {
      if (get().record.data?.record.id !== id) set({ record: nothing() });
      await into.record(() => call(record, { params: { id } }));
    },
    loadOptInText: async () => {
      await into.optInText(() => call(optInText));
    },
    optIn: async (textVersion, zone) => {
      await call(optIn, { body: { textVersion, ...(zone && { zone }) } });
      await useAccount.getState().load();
    },
    optOut: async () => {
      await call(optOut, { body: { confirm: true } });
      set({ grade: nothing(), explanation: nothing(), history: nothing(), whatIf: nothing() });
      await useAccount.getState().load();
    },
  };
});
onPersonChange(() => useCredit.setState(personal()));
