// Sentences of the public registers (organisations only), notices and events.
import { NOT_CREDIT_REPORTING } from './credit';

export const search = {
  title: '公示查询',
  field: '企业名称、统一代码或文书号',
  placeholder: '搜企业名称、统一代码、文书号',
  submit: '查询',
  clear: '清除',
  kinds: { label: '公示类别', all: '全部', permit: '行政许可', penalty: '行政处罚', honour: '激励名单' },
  kindWords: { permit: '行政许可', penalty: '行政处罚', honour: '守信激励名单' },
  start: {
    title: '查企业的公示信息',
    text: '名称中连续的 2 个字、完整的统一社会信用代码或文书号都可以。括号、大小写、全角半角不影响。',
  },
  short: '请至少输入 2 个字',
  searching: '正在查',
  found: (n: number, more: boolean) => (more ? `已列出 ${n} 条，还有更多` : `找到 ${n} 条`),
  results: '查询结果',
  none: { title: '没有找到', text: '核对名称或代码，换连续的 2 个字再查。公示期满的信息不再显示。' },
  person: { title: '个人信息不公开', text: '这里只公示法人和其他组织。自己的记录，登录后只有你本人能看。', action: '查我自己的记录' },
  rows: { permit: '许可名称', penalty: '处罚事由', honour: '荣誉名称', document: '文书号', unit: '决定机关', decided: '决定日期' },
  detail: '看详情',
  tag: '公示中',
  more: '再看更多',
  note: '这里公示法人和其他组织。个人信息不公开，本人登录后查自己；法院公布的，请到法院网站查。',
  own: '查我自己的记录',
  transparency: '看每月透明度',
} as const;

export const item = {
  title: '公示详情',
  titles: { permit: '行政许可公示', penalty: '行政处罚公示', honour: '守信激励公示' },
  content: { permit: '许可内容', penalty: '处罚内容', honour: '激励内容' },
  points: { label: '公示时间', decided: '作出决定', first: '首次公示', last: '最晚结束', until: '有效期至' },
  until: '公示到什么时候',
  from: '从首次公示当天算，不从决定日算。期满当天起不再显示。',
  objection: '觉得内容有误？打咨询电话，说明文书号和哪里不对。',
  call: '打咨询电话',
  again: '再查一家',
} as const;

export const notices = {
  title: '公告与活动',
  tabs: { label: '公告与活动', event: '活动', notice: '公告' },
  month: (month: number) => `${month} 月`,
  count: (n: number) => `${n} 场`,
  line: (when: string, place: string) => [when, place].filter(Boolean).join('　'),
  open: '看详情',
  empty: {
    event: { title: '近期没有活动', text: '新的活动发布后会出现在这里，不登录也能看。' },
    notice: { title: '现在没有公告', text: '新的公告发布后会出现在这里。' },
  },
  honest: `参加活动不计入信用等级。${NOT_CREDIT_REPORTING}。`,
  honestNotice: `${NOT_CREDIT_REPORTING}。`,
  one: {
    notice: '公告',
    event: '活动',
    date: '日期',
    place: '地点',
    gone: { title: '没有找到这一条', text: '它可能已经结束，看看现在的公告和活动。', action: '看全部' },
  },
} as const;

export const organisation = {
  title: '信用档案',
  open: '看信用档案',
  former: (names: string) => `曾用名称：${names}`,
  rating: '行业评级',
  noRating: '暂无评级',
  noRatingText: '这个行业还没有公布评级结果',
  letter: (letter: string) => `${letter.toUpperCase()} 级`,
  count: (n: number) => (n === 0 ? '没有' : `${n} 条`),
  rest: (n: number) => `其余 ${n} 条在报告里`,
  line: (date: string, unit: string, note: string) => `${date}　${unit}。${note}`,
  note: (date: string) => `只收 ${date}正在公示的信息。公示期满、已修复、异议处理中的不在内。`,
  honest: `${NOT_CREDIT_REPORTING}。`,
  report: '下载信用报告',
  making: (n: number) => `正在生成，${n}%`,
  failed: '这份没有做成，过一会儿再试',
  done: '已下载',
  verify: '报告验真',
  gone: { title: '没有这家单位的公示信息', text: '核对统一社会信用代码；公示期满的信息不再显示。', action: '再查一家' },
} as const;
