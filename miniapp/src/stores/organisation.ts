import type { ReplyOf } from '@binhai/shared/contract/http';
import {
  makeOrganisationReport,
  type OrganisationReport,
  organisationFile,
  organisationReport,
  organisationReportFile,
} from '@binhai/shared/contract/organisation-file';
import { create } from 'zustand';
import { call, download } from '../api/client';
import { showFile } from '../platform/files';
import { type ById, fetcherById } from './by-id';

export type PublicFile = ReplyOf<typeof organisationFile>;
const ASK_AGAIN_MS = 1000;
/** A report takes some seconds; after so many questions the person may ask anew. */
const MOST_QUESTIONS = 60;

interface Organisations {
  files: ById<PublicFile>;
  load: (uscc: string) => Promise<void>;
}
export const useOrganisations = create<Organisations>((set) => {
  const into = fetcherById<PublicFile>((change) => set((s) => ({ files: change(s.files) })));
  return {
    files: {},
    load: async (uscc) => {
      await into(uscc, () => call(organisationFile, { params: { uscc } }));
    },
  };
});

const wait = () => new Promise<void>((ok) => setTimeout(ok, ASK_AGAIN_MS));
/**
 * Has the report of this organisation made, follows it, and opens or saves the file. `tell` hears how far it is; answers false when it could not be
 * made, or `goOn` said that nobody waits any more. Throws ApiError.
 */
export async function fetchOrganisationReport(uscc: string, tell: (progress: number) => void, goOn: () => boolean): Promise<boolean> {
  let report: OrganisationReport = await call(makeOrganisationReport, { params: { uscc }, body: {} });
  for (let n = 0; report.state === 'making' && n < MOST_QUESTIONS; n++) {
    tell(report.progress);
    await wait();
    if (!goOn()) return false;
    report = await call(organisationReport, { params: { id: report.id } });
  }
  if (report.state !== 'ready') return false;
  await showFile(await download(organisationReportFile, { params: { id: report.id } }, `单位信用报告 ${report.number}.pdf`));
  return true;
}
