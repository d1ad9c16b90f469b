import { held } from '../platform/held.js';

export const RIGHTS_HELD = [
  held({
    collection: 'files',
    title: '给你做好的文件',
    holds: '信用报告、数据副本这类文件，加密保存',
    why: '给你下载',
    law: '个人信息保护法第四十五条',
    kept: '到文件写明的日期，最长 30 天',
    by: { owner: 'person' },
    atDeletion: { do: 'erase' },
    copied: { name: '文件名', createdAt: '做好时间', expiresAt: '保存到', size: '字节数' },
    inner: ['_id', 'purpose', 'mediaType', 'sha256', 'key', 'tag', 'whole'],
  }),
  held({
    collection: 'jobs',
    title: '进行中的后台任务',
    holds: '任务的种类和进度',
    why: '办完你申请的事',
    law: '个人信息保护法第十三条（你的同意）',
    kept: '办完后 30 天',
    by: { 'payload.personId': 'person' },
    atDeletion: { do: 'erase' },
    copied: { name: '任务', state: '状态', createdAt: '开始', endedAt: '结束' },
    inner: ['_id', 'payload', 'unique', 'runAt', 'attempts', 'fence', 'leaseUntil', 'owner', 'progress', 'cursor', 'cancelAsked', 'failure', 'goneAt'],
  }),
];
