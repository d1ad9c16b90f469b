import type { ReplyOf } from '@binhai/shared/contract/http';
import type { notices } from '@binhai/shared/contract/publicity';

/** First form: a handful of invented notices and events, newest first; a desk for editors comes with the back office. */
export const NOTICES: ReplyOf<typeof notices>['items'] = [
  {
    id: 'event-market-day',
    kind: 'event',
    title: '示例：诚信市集，守信商户进社区',
    date: '2026-12-05',
    summary: '20 家守信商户现场让利，凭“诚信滨海”的券直接抵扣；不用报名，所有人都可以来。',
    place: '泰达 MSD 广场',
  },
  {
    id: 'event-commitment-class',
    kind: 'event',
    title: '示例：怎样作出一份通用守信承诺',
    date: '2026-12-12',
    summary: '志愿者现场讲解承诺、履约和信用等级的关系，可以带老人一起来。',
    place: '滨海新区图书馆一层报告厅',
  },
  {
    id: 'notice-scheme-2026',
    kind: 'notice',
    title: '示例：个人公共信用评价方案 2026 第 1 版公布',
    date: '2026-04-01',
    summary: '等级只用于守信激励，自愿开通，随时关闭；不是征信，不影响贷款、上学、就医、乘车。',
    place: '',
  },
  {
    id: 'notice-repair-rules',
    kind: 'notice',
    title: '示例：《信用修复管理办法》开始施行',
    date: '2026-04-01',
    summary: '公示期按轻微、一般、严重三类确定，修复免费，只要两份材料：履行证明和信用承诺。',
    place: '',
  },
  {
    id: 'notice-free-repair',
    kind: 'notice',
    title: '示例：信用修复不收费，谨防“花钱删记录”',
    date: '2026-03-15',
    summary: '任何收费代办修复都与本平台无关，遇到请在“投诉建议”里告诉我们。',
    place: '',
  },
];
