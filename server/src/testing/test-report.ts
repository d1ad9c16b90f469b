import { Files } from '../platform/files/files.service.js';
import { newId } from '../platform/id.js';
import { ReportBook } from '../reports/report-book.service.js';
import { MAKE_REPORT } from '../reports/report-maker.service.js';
import type { TestApp } from './test-app.js';
import type { TestPerson } from './test-person.js';

/** A finished report of this person, of a file that nobody drew; answers its id. */
export async function reportOf(t: TestApp, { id }: TestPerson): Promise<string> {
  const [book, files] = [t.app.get(ReportBook, { strict: false }), t.app.get(Files, { strict: false })];
  const choice = { purpose: 'award' as const, classes: ['08'], looks: false, grade: false };
  const report = await book.create(
    { kind: 'person', person: id, requestId: newId(), bodyHash: '', choice, purpose: '评优申报', classTitles: ['信用承诺'] },
    MAKE_REPORT,
  );
  if (report === null || report === 'repeated') throw new Error('no report was made');
  const issuedAt = report.askedAt;
  const file = await files.put([Buffer.from('%PDF-')], {
    purpose: 'report',
    owner: id,
    name: 'report.pdf',
    mediaType: 'application/pdf',
    expiresAt: new Date(issuedAt.getTime() + 86_400_000 * 30),
    most: 100,
  });
  await book.finish(report._id, { fileId: file._id, pages: 1, size: file.size, sha256: file.sha256, issuedAt }, '李*宁');
  return report._id;
}
