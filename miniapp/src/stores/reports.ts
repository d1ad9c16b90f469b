import type { InputOf, ReplyOf } from '@binhai/shared/contract/http';
import { makeReport, myReport, myReports, type ReportView, reportChoices, reportFile, revokeReport, verifyReport } from '@binhai/shared/contract/report';
import { create } from 'zustand';
import { call, download } from '../api/client';
import { requestId } from '../platform/crypto';
import { showFile } from '../platform/files';
import { type ById, fetcherById } from './by-id';
import { fetcher, nothing, onPersonChange, type Remote } from './remote';

export type { ReportView } from '@binhai/shared/contract/report';
export type ReportChoices = ReplyOf<typeof reportChoices>;
export type MyReports = ReplyOf<typeof myReports>;
export type Choice = Omit<InputOf<typeof makeReport>['body'], 'requestId'>;
export type Verified = ReplyOf<typeof verifyReport>;

interface Reports {
  choices: Remote<ReportChoices>;
  mine: Remote<MyReports>;
  reports: ById<ReportView>;
  loadChoices: () => Promise<void>;
  loadMine: () => Promise<void>;
  load: (id: string) => Promise<void>;
  /** Answers its id; the same choice made again after a lost answer is the same report. Throws ApiError, as do the next two. */
  make: (choice: Choice) => Promise<string>;
  save: (report: ReportView) => Promise<void>;
  revoke: (id: string) => Promise<void>;
}
const personal = () => ({ choices: nothing<ReportChoices>(), mine: nothing<MyReports>(), reports: {} as ById<ReportView> });
/** Of the choice that is under way: repeated until it was answered. */
let pending: { choice: string; id: string } | undefined;

export const useReports = create<Reports>((set, get) => {
  const into = {
    choices: fetcher<ReportChoices>((change) => set((s) => ({ choices: change(s.choices) }))),
    mine: fetcher<MyReports>((change) => set((s) => ({ mine: change(s.mine) }))),
    report: fetcherById<ReportView>((change) => set((s) => ({ reports: change(s.reports) }))),
  };
  return {
    ...personal(),
    loadChoices: async () => {
      await into.choices(() => call(reportChoices));
    },
    loadMine: async () => {
      await into.mine(() => call(myReports));
    },
    load: async (id) => {
      await into.report(id, () => call(myReport, { params: { id } }));
    },
    make: async (choice) => {
      const said = JSON.stringify(choice);
      if (pending?.choice !== said) pending = { choice: said, id: requestId() };
      const made = await call(makeReport, { body: { ...choice, requestId: pending.id } });
      pending = undefined;
      await into.report(made.id, async () => made);
      return made.id;
    },
    save: async ({ id, number }) => {
      await showFile(await download(reportFile, { params: { id } }, `信用报告 ${number}.pdf`));
    },
    revoke: async (id) => {
      await call(revokeReport, { params: { id }, body: { confirm: true } });
      await get().load(id);
    },
  };
});
onPersonChange(() => {
  pending = undefined;
  useReports.setState(personal());
});

/** Whether a report is genuine, for anybody; nothing of it is kept. Throws ApiError. */
export const checkReport = (code: string): Promise<Verified> => call(verifyReport, { body: { code } });
