import * as z from 'zod/mini';
import { FILE_KINDS } from '../rules/public-register.js';
import { defineEndpoint, Id, LocalDate, NoJson } from './http.js';

/** B6: what is public about one organisation. Nothing here is about a person; who asks needs no account. */
const Uscc = z.string().check(z.regex(/^[0-9A-HJ-NP-RT-UW-Y]{18}$/, '统一社会信用代码是 18 位'));
const FileItem = z.object({
  id: Id,
  title: z.string(),
  unit: z.string(),
  documentNumber: z.string(),
  decidedOn: LocalDate,
  /** Publicity, validity or fulfilment in words. */
  note: z.string(),
});
export const organisationFile = defineEndpoint({
  id: 'publicity.organisation',
  method: 'GET',
  path: '/api/publicity/organisations/:uscc',
  who: 'public',
  summary: '一家单位的公共信用档案：许可、公示期内的处罚、荣誉、承诺、评级',
  params: z.strictObject({ uscc: Uscc }),
  reply: z.object({
    name: z.string(),
    uscc: z.string(),
    /** Names it stood under before, newest first. */
    formerNames: z.array(z.string()),
    /** The published sector rating, null: none yet. */
    rating: z.nullable(z.object({ letter: z.enum(['a', 'b', 'c', 'd']), scheme: z.string() })),
    on: LocalDate,
    sections: z.array(
      z.object({
        kind: z.enum(FILE_KINDS),
        title: z.string(),
        total: z.number(),
        /** The newest; all of them stand in the report. */
        items: z.array(FileItem),
      }),
    ),
  }),
  errors: ['publicity_organisation_unknown', 'publicity_search_limit'],
});
export const OrganisationReport = z.object({
  id: Id,
  state: z.enum(['making', 'ready', 'failed']),
  progress: z.number(),
  number: z.string(),
  until: LocalDate,
  pages: z.number(),
  size: z.number(),
});
export type OrganisationReport = z.infer<typeof OrganisationReport>;
/** Equal contents of a day are one report, whoever asks and however often. */
export const makeOrganisationReport = defineEndpoint({
  id: 'publicity.makeOrganisationReport',
  method: 'POST',
  path: '/api/publicity/organisations/:uscc/report',
  who: 'public',
  summary: '生成一家单位的公共信用报告，谁都可以取',
  params: z.strictObject({ uscc: Uscc }),
  body: z.strictObject({}),
  reply: OrganisationReport,
  errors: ['publicity_organisation_unknown', 'publicity_search_limit', 'publicity_report_limit'],
});
export const organisationReport = defineEndpoint({
  id: 'publicity.organisationReport',
  method: 'GET',
  path: '/api/publicity/organisation-reports/:id',
  who: 'public',
  summary: '单位信用报告做到哪一步',
  params: z.strictObject({ id: Id }),
  reply: OrganisationReport,
  errors: ['report_unknown'],
});
export const organisationReportFile = defineEndpoint({
  id: 'publicity.organisationReportFile',
  method: 'GET',
  path: '/api/publicity/organisation-reports/:id/file',
  who: 'public',
  file: 'application/pdf',
  summary: '下载单位信用报告',
  params: z.strictObject({ id: Id }),
  reply: NoJson,
  errors: ['report_unknown', 'report_not_ready'],
});
