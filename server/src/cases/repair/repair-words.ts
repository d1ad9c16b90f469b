import type { RepairStep } from '@binhai/shared/contract/repair';
import { formatMoment, localDateOf } from '@binhai/shared/dates/dates';
import type { Deadlines } from '@binhai/shared/parameters/deadlines';
import { clockText, dueText } from '@binhai/shared/rules/case-clock';
import { repairClock } from '@binhai/shared/rules/repair-clock';
import { REPAIR_STATES, type RepairEvent, type RepairState } from '@binhai/shared/states/repair';
import type { RepairCase } from './repair.schema.js';

type Clocked = Pick<RepairCase, 'state' | 'completeOn' | 'since' | 'extended' | 'workingDays' | 'dueOn' | 'provisional'>;
/** The clock of an application in one sentence, for both sides; empty where none runs. */
export function repairClockText(c: Clocked, deadlines: Deadlines, today: string): string {
  const clock = c.since === null ? null : repairClock({ ...c, since: c.since }, deadlines);
  return clock === null || c.dueOn === null ? '' : clockText({ workingDays: c.workingDays, dueOn: c.dueOn, provisional: c.provisional }, clock.what, today);
}
/** What the applicant reads of a step of the unit, in a message. */
export const DECIDED_WORDS: { readonly [event in RepairEvent]?: string } = {
  accept: '认定单位已受理',
  decline: '没有受理，理由和复核办法写在里面',
  extend: '认定单位延长了一次，理由和新日期写在里面',
  approve: '认定单位同意修复',
  refuse: '认定单位没有同意，理由和复核办法写在里面',
  report_breach: '认定单位反映承诺没有兑现，区公共信用中心正在核查',
  dismiss_breach: '核查后不恢复公示',
};
const REVIEW = '不服的，收到之日起可以在这里提出异议；也可以在 60 日内向作出决定的单位的上一级申请行政复议，或者在 6 个月内向法院起诉。';
/** The way to review where it ended against the applicant (行政复议法 art. 20, 行政诉讼法 art. 46). */
export const reviewWay = (state: RepairState): string => (state === 'refused' || state === 'declined' || state === 'restored' ? REVIEW : '');

const LATER: readonly RepairState[] = REPAIR_STATES.slice(REPAIR_STATES.indexOf('approved'));
/** The way of an application, each step with its day and its limit (mockup 11-repair). The hand-off is a step of its own. */
export function repairSteps(c: RepairCase, unit: string, { repair }: Deadlines): RepairStep[] {
  const last = (event: RepairEvent) => [...c.steps].reverse().find((s) => s.event === event)?.at ?? null;
  const step = (key: string, title: string, at: Date | null, text: string, now: boolean): RepairStep => ({
    key,
    title,
    at: at?.toISOString() ?? null,
    text,
    state: at ? 'done' : now ? 'now' : 'next',
  });
  const due = c.dueOn === null ? '' : `，最晚 ${dueText({ dueOn: c.dueOn, provisional: c.provisional })}`;
  const steps = [
    step('submit', '提交申请', c.submittedAt, '履行证明、信用承诺，共 2 份', c.state === 'draft'),
    step('forward', '转交认定单位', last('forward'), `区公共信用中心转交，限 ${repair.forward} 个工作日`, c.state === 'submitted'),
  ];
  if (c.asked) steps.push(step('supply', '补充材料', last('supply'), '缺的材料只说一次；交回后期限重新起算', c.state === 'supplement'));
  const ended = last('decline') ?? (c.state === 'withdrawn' ? last('withdraw') : null);
  if (c.state === 'declined') return [...steps, step('decline', '没有受理', ended, unit, false)];
  if (c.state === 'withdrawn') return [...steps, step('withdraw', '你已撤回', ended, '', false)];
  steps.push(step('accept', '认定单位受理', last('accept'), `${unit}，限 ${repair.accept} 个工作日`, c.state === 'forwarded'));
  if (c.state === 'refused') return [...steps, step('refuse', '认定单位决定，不同意修复', last('refuse'), unit, false)];
  const decided = LATER.includes(c.state);
  steps.push(
    step(
      'decide',
      decided ? '认定单位决定，同意修复' : '认定单位决定',
      last('approve'),
      decided
        ? [unit, c.document].filter(Boolean).join('　')
        : `${unit}由它决定${c.state === 'accepted' ? due : ''}。${c.extended ? '已延长 1 次。' : '情况复杂可以延长 1 次，会说明理由和新日期。'}`,
      c.state === 'accepted',
    ),
    step('publish', '本平台已停止公示', last('publish'), '公开查询、等级、报告、合作方同时更新', c.state === 'approved'),
    handOff(c),
  );
  if (c.state === 'breach') steps.push(step('breach', '承诺履行情况核查中', null, '核查清楚之前不恢复公示', true));
  if (c.state === 'restored') steps.push(step('restore', '已恢复公示', last('restore'), '承诺没有兑现，理由写在下面', false));
  return steps;
}
function handOff({ handOff, state }: RepairCase): RepairStep {
  const at = handOff?.receipt ? handOff.at : null;
  const text = at ? `回执 ${handOff?.receipt}，${formatMoment(at.getTime())}` : '推送到市平台和信用中国，日期以回执为准';
  const title = state === 'restored' ? '信用中国已恢复' : '信用中国已同步';
  return { key: 'hand_off', title, at: at?.toISOString() ?? null, text, state: at ? 'done' : handOff ? 'now' : 'next' };
}
export const numberOf = (at: Date, code: string): string => `XF-${localDateOf(at.getTime()).replace(/-/g, '')}-${code.slice(0, 6)}`;
