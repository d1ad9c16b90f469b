import type { SchemeDetail, TrialView } from '@binhai/shared/contract/scheme';
import { type LocalDate, localDateOf } from '@binhai/shared/dates/dates';
import { ERRORS } from '@binhai/shared/errors';
import { ZONES } from '@binhai/shared/identifiers/zones';
import type { SchemeLifeParameters } from '@binhai/shared/parameters/scheme-life';
import { PERSONAS } from '@binhai/shared/rules/grade/personas';
import { trialReport } from '@binhai/shared/rules/scheme-trial';
import { advanceScheme, type SchemeAct, type SchemeActor } from '@binhai/shared/states/scheme';
import { sha256Of } from '../parameters/canonical.js';
import type { Actor } from '../platform/context.js';
import type { JobView } from '../platform/jobs/jobs.service.js';
import type { Scheme, SchemeTrial } from './scheme.schema.js';

/** Which part of the table an actor plays; null: only looks. */
export const partOf = ({ role }: Pick<Actor, 'role'>): SchemeActor | null => (role === 'operator' || role === 'reviewer' ? role : null);

type May = SchemeDetail['may'][number];
/** Each act as it would be made at its best, to see whether it is open to this person at all. */
function acts(scheme: Scheme, unanswered: number, earliestEffect: LocalDate): readonly SchemeAct[] {
  return [
    { event: 'edit', mark: scheme.life.mark },
    { event: 'try' },
    { event: 'submit' },
    { event: 'pass', to: null },
    { event: 'return' },
    { event: 'close', unanswered },
    { event: 'approve', from: earliestEffect },
    { event: 'withdraw' },
  ];
}
const NEXT: readonly SchemeAct['event'][] = ['submit', 'pass', 'close', 'approve'];

/** What this person may do now, and what stands in the way of the step that comes next: by the same table the acts go through. */
export function mayOf(scheme: Scheme, actor: Actor, unanswered: number, on: LocalDate, numbers: SchemeLifeParameters, earliest: LocalDate) {
  const role = partOf(actor);
  const may: May[] = [];
  const blocked: string[] = [];
  if (role === null) return { may, blocked };
  for (const act of acts(scheme, unanswered, earliest)) {
    const r = advanceScheme(scheme.life, act, { role, person: actor.personId }, on, numbers);
    if (r.ok) may.push(act.event as May);
    else if (r.code !== 'scheme_wrong_state' && NEXT.includes(act.event)) blocked.push(`${ERRORS[r.code].say}，${ERRORS[r.code].way}`);
  }
  if (role === 'operator' && scheme.life.state === 'consultation') may.push('answer');
  return { may, blocked };
}

const nameOf = (zone: string): string => ZONES.find((z) => z.code === zone)?.title ?? '没有填写';
/** A dry run as the desk sees it: no cell below the smallest. */
export function trialView(scheme: Scheme, trial: SchemeTrial, job: JobView | null, smallest: number): TrialView {
  const report = trial.counts && trialReport(trial.counts, smallest);
  const failed = trial.state === 'running' && job !== null && (job.state === 'dead' || job.state === 'cancelled');
  return {
    state: failed ? 'failed' : trial.state,
    current: trial.mark === scheme.life.mark,
    on: trial.on,
    startedAt: trial.startedAt.toISOString(),
    endedAt: trial.endedAt?.toISOString() ?? null,
    progress: job?.progress ?? null,
    smallest,
    report: report && { ...report, zones: report.zones.map((z) => ({ ...z, name: nameOf(z.zone) })) },
    personas: trial.personas.map(({ key, months }) => ({ key, months, title: PERSONAS.find((p) => p.key === key)?.title ?? key })),
    fingerprint: trial.counts && sha256Of(trial.counts),
  };
}
/** Shanghai date of an instant. */
export const dayOf = (at: Date): LocalDate => localDateOf(at.getTime());
