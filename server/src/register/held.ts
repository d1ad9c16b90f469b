import { held } from '../platform/held.js';

/** Looks are kept five years (天津市社会信用条例; domain.md 4): in the register, or in the archive of a deleted account. */
export const KEPT_MONTHS = 60;

export const REGISTER_HELD = [
  held({
    collection: 'register_entries',
    title: '谁查过我',
    holds: '谁、什么时候、为什么、依据什么、看了哪些内容',
    why: '每次查询都要留痕，给你核对',
    law: '天津市社会信用条例（查询留痕 5 年）、个人信息保护法第五十四条',
    kept: '5 年',
    by: { subject: 'person' },
    atJoin: { do: 'stay', why: 'the log is never rewritten; whoever may see them sees them under both ids' },
    atDeletion: { do: 'archive', months: KEPT_MONTHS, since: 'at' },
    copied: {},
    copiedBy: 'LooksService: names of units and staff numbers, never who looked; sealed ones are left out until they open',
    inner: [],
  }),
  held({
    collection: 'register_seals',
    title: '依法暂不告知的查询',
    holds: '哪个机关依据哪条法律、哪份文书，要求在到期前不告知',
    why: '到期自动打开，件数按月公布',
    law: '文书写明的法律条款',
    kept: '5 年',
    by: { numberHash: 'number', subjects: 'person' },
    atJoin: { do: 'stay', why: 'it hides looks, which stay under the id of their day' },
    atDeletion: { do: 'keep' },
    copied: {},
    copiedBy: 'nobody: what it keeps from the person opens by itself in 谁查过我',
    inner: [],
  }),
];
