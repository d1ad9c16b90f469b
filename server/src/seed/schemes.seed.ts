import { GRADE_SCHEME_2026 } from '@binhai/shared/parameters/grade-scheme';
import { Jobs } from '../platform/jobs/jobs.service.js';
import { SchemesService } from '../schemes/schemes.service.js';
import { atWork } from './actors.js';
import type { Seeder } from './seeder.js';

/** A draft that is open to comments, brought there by the steps it has to take. */
export const seedSchemes: Seeder = async (app) => {
  const schemes = app.get(SchemesService, { strict: false });
  const [operator, reviewer] = [await atWork(app, 'operator'), await atWork(app, 'reviewer')];
  const { id } = await schemes.create(operator, 'demo-scheme');
  const { rev, state, numbers } = await schemes.detail(operator, id);
  if (state !== 'draft') return []; // an earlier run was cut behind it
  const { items, factors } = GRADE_SCHEME_2026;
  const edited = await schemes.edit(operator, id, {
    rev,
    title: '个人公共信用评价方案 第 2 版（示例）',
    why: '让按期履约的人早一点到守信优良；荣誉有效期改为 2 年，和多数表彰的周期一致。（示例）',
    numbers: { ...numbers, items: { ...items, excellent: 3 }, factors: { ...factors, honour: { ...factors.honour, years: 2 } } },
  });
  const trial = await schemes.try(operator, id, edited.rev);
  await app.get(Jobs, { strict: false }).drain();
  const tried = await schemes.detail(operator, id);
  if (tried.rev === trial.rev) throw new Error('the dry run of the demo scheme did not end');
  const submitted = await schemes.submit(operator, id, tried.rev);
  await schemes.pass(reviewer, id, { rev: submitted.rev, document: '津滨信法〔2026〕示 12 号', to: null });
  return [];
};
