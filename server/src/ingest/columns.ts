import type { RecordKind } from '@binhai/shared/rules/record';

/** Columns a record is made of, whatever a file calls them. */
export const FIELDS = [
  'name',
  'subjectKind',
  'uscc',
  'idKind',
  'idNumber',
  'documentNumber',
  'documentName',
  'title',
  'behaviour',
  'facts',
  'basis',
  'penaltyKind',
  'penaltyKind2',
  'content',
  'fine',
  'confiscated',
  'suspended',
  'certificateName',
  'certificateNumber',
  'decidedOn',
  'validFrom',
  'endsOn',
  'publicityEndsOn',
  'disclosedOn',
  'unit',
  'unitCode',
  'status',
  'directoryCode',
  'commitmentKind',
  'dueOn',
  'fulfilment',
  'fulfilledOn',
  'note',
] as const;
export type Field = (typeof FIELDS)[number];
export type FileKind = Extract<RecordKind, 'penalty' | 'permit' | 'honour' | 'commitment' | 'contract'>;

interface Columns {
  /** Every header under which a field is known; the first is the one that findings name. */
  readonly headers: Partial<Record<Field, readonly string[]>>;
  /** Without these a header is not this kind's. */
  readonly required: readonly Field[];
  /** At least one of these must be there, else the kind cannot be told from another. */
  readonly telling: readonly Field[];
}

const SUBJECT = {
  name: ['名称', '主体名称', '姓名', '姓名或名称', '相对人名称', '行政相对人名称', '单位名称', '企业名称'],
  subjectKind: ['主体类别', '相对人类别', '行政相对人类别', '主体类型'],
  uscc: ['统一社会信用代码', '社会信用代码', '行政相对人代码_1(统一社会信用代码)', '行政相对人代码(统一社会信用代码)', '信用代码'],
  idKind: ['证件类型', '行政相对人证件类型', '自然人证件类型'],
  idNumber: ['证件号码', '身份证号', '身份证号码', '行政相对人证件号码', '自然人证件号码', '公民身份号码'],
} as const;
const COMMON = {
  directoryCode: ['MLDM', '目录代码', '信息目录代码', '公共信用信息目录代码'],
  disclosedOn: ['GSRQ', '公示日期', '首次公示日期', '披露日期'],
  status: ['CF_ZT', 'XK_ZT', '当前状态', '状态'],
  note: ['BZ', '备注'],
} as const;
const with_ = (codes: readonly string[], names: readonly string[]) => [...codes, ...names];

/**
 * 双公示 penalties and permits in the form in force and in that of 2016 (domain research 6), honours, commitments and contracts. Columns about an
 * organisation's legal representative (CF_FRDB, CF_FR_ZJHM, XK_FRDB …) are left out on purpose: nobody needs them here, so nobody stores them.
 */
export const COLUMNS: Readonly<Record<FileKind, Columns>> = {
  penalty: {
    required: ['name', 'documentNumber', 'decidedOn', 'unit'],
    telling: ['penaltyKind', 'facts', 'fine', 'content'],
    headers: {
      ...COMMON,
      name: with_(['CF_XDR_MC', 'CF_XDR'], SUBJECT.name),
      subjectKind: with_(['CF_XDR_LB'], SUBJECT.subjectKind),
      uscc: with_(['CF_XDR_SHXYM'], SUBJECT.uscc),
      idKind: with_(['CF_XDR_ZJLX'], SUBJECT.idKind),
      idNumber: with_(['CF_XDR_ZJHM', 'CF_XDR_SFZ'], SUBJECT.idNumber),
      documentNumber: ['CF_WSH', '行政处罚决定书文号', '行政处罚决定文书号', '处罚决定书文号', '处罚文书号', '文书号'],
      documentName: ['CF_CFMC', '处罚名称', '行政处罚名称'],
      behaviour: ['CF_WFXW', '违法行为类型'],
      facts: ['CF_SY', '违法事实', '处罚事由'],
      basis: ['CF_YJ', '处罚依据'],
      penaltyKind: ['CF_CFLB', 'CF_CFLB1', '处罚类别', '处罚类别1'],
      penaltyKind2: ['CF_CFLB2', '处罚类别2'],
      content: ['CF_NR', 'CF_JG', '处罚内容', '处罚结果'],
      fine: ['CF_NR_FK', '罚款金额(万元)', '罚款金额', '罚款(万元)'],
      confiscated: ['CF_NR_WFFF', '没收违法所得、没收非法财物的金额(万元)', '没收金额(万元)', '没收(万元)'],
      suspended: ['CF_NR_ZKDX', '暂扣或吊销证照名称及编号'],
      decidedOn: ['CF_JDRQ', '处罚决定日期', '决定日期'],
      endsOn: ['CF_YXQ', '处罚有效期', '有效期至'],
      publicityEndsOn: ['CF_GSJZQ', '公示截止期', '公示截止日期'],
      unit: ['CF_CFJG', 'CF_XZJG', '处罚机关', '处罚决定机关'],
      unitCode: ['CF_CFJGDM', '处罚机关统一社会信用代码', '处罚机关代码'],
    },
  },
  permit: {
    required: ['name', 'documentNumber', 'decidedOn', 'unit'],
    telling: ['documentName', 'title', 'content', 'certificateName'],
    headers: {
      ...COMMON,
      name: with_(['XK_XDR_MC', 'XK_XDR'], SUBJECT.name),
      subjectKind: with_(['XK_XDR_LB'], SUBJECT.subjectKind),
      uscc: with_(['XK_XDR_SHXYM'], SUBJECT.uscc),
      idKind: with_(['XK_XDR_ZJLX'], SUBJECT.idKind),
      idNumber: with_(['XK_XDR_ZJHM', 'XK_XDR_SFZ'], SUBJECT.idNumber),
      documentNumber: ['XK_WSH', '行政许可决定文书号', '行政许可决定书文号', '许可文书号', '许可决定书文号'],
      documentName: ['XK_XKWS', '行政许可决定文书名称', '许可文书名称'],
      title: ['XK_XMMC', '项目名称', '许可项目名称'],
      penaltyKind: ['XK_XKLB', 'XK_SPLB', '许可类别', '审批类别'],
      certificateName: ['XK_XKZS', '许可证书名称'],
      certificateNumber: ['XK_XKBH', '许可编号'],
      content: ['XK_NR', '许可内容'],
      decidedOn: ['XK_JDRQ', '许可决定日期', '决定日期'],
      validFrom: ['XK_YXQZ', '有效期自'],
      endsOn: ['XK_YXQZI', 'XK_JZQ', '有效期至', '许可截止期'],
      unit: ['XK_XKJG', 'XK_XZJG', '许可机关'],
      unitCode: ['XK_XKJGDM', '许可机关统一社会信用代码', '许可机关代码'],
    },
  },
  honour: {
    required: ['name', 'title', 'decidedOn', 'unit'],
    telling: ['title'],
    headers: {
      ...COMMON,
      ...SUBJECT,
      title: ['荣誉名称', '守信激励名称', '名单名称', '表彰名称', '认定名称'],
      documentNumber: ['认定文号', '认定文书号', '表彰文号', '文件编号', '文书号'],
      documentName: ['文件名称', '认定文件名称'],
      facts: ['认定事由', '表彰事由', '守信行为', '主要事迹'],
      decidedOn: ['认定日期', '表彰日期', '列入日期'],
      endsOn: ['有效期至', '有效期', '截止日期'],
      unit: ['认定单位', '表彰单位', '列入单位'],
      unitCode: ['认定单位统一社会信用代码', '认定单位代码'],
    },
  },
  commitment: {
    required: ['name', 'title', 'decidedOn', 'unit', 'fulfilment'],
    telling: ['commitmentKind', 'title'],
    headers: {
      ...COMMON,
      ...SUBJECT,
      name: with_(['承诺人', '承诺人名称', '承诺主体'], SUBJECT.name),
      documentNumber: ['承诺书编号', '承诺编号', '文书号'],
      title: ['承诺事项', '承诺名称'],
      commitmentKind: ['承诺类型', '承诺类别'],
      content: ['承诺内容'],
      decidedOn: ['承诺日期', '签署日期', '承诺作出日期'],
      dueOn: ['履约截止日期', '承诺到期日', '应履行日期'],
      endsOn: ['承诺有效期至', '有效期至'],
      fulfilment: ['履行状态', '履约状态', '承诺履行状态'],
      fulfilledOn: ['履行认定日期', '履约日期', '履行日期'],
      unit: ['受理单位', '认定单位', '承诺受理单位'],
      unitCode: ['受理单位统一社会信用代码', '受理单位代码', '认定单位代码'],
    },
  },
  contract: {
    required: ['name', 'title', 'decidedOn', 'unit', 'fulfilment'],
    telling: ['title'],
    headers: {
      ...COMMON,
      ...SUBJECT,
      name: with_(['履约方', '履约主体', '签约主体', '承租人'], SUBJECT.name),
      documentNumber: ['合同编号', '合同号'],
      title: ['合同名称', '合同事项'],
      content: ['合同内容', '履约内容'],
      decidedOn: ['签订日期', '合同签订日期', '签约日期'],
      dueOn: ['约定完成日期', '约定履行日期', '合同到期日'],
      endsOn: ['合同终止日期'],
      fulfilment: ['履约状态', '合同履行状态', '履行状态'],
      fulfilledOn: ['完成日期', '履约日期', '履行完成日期'],
      unit: ['监管单位', '认定单位', '主管单位', '履约认定单位'],
      unitCode: ['监管单位统一社会信用代码', '监管单位代码', '认定单位代码'],
    },
  },
};
/** Personal columns: a finding shows their values masked or not at all. */
export const PERSONAL: ReadonlySet<Field> = new Set<Field>(['name', 'idNumber']);
/** Longest text of each field in code points; others 500. */
export const MOST_TEXT: Partial<Record<Field, number>> = {
  facts: 4000,
  content: 4000,
  basis: 4000,
  note: 2000,
  name: 200,
  documentNumber: 120,
  title: 300,
  unit: 200,
};
