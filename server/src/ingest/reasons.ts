/**
 * Why a file, or a row of it, did not enter, and what an entered row is flagged for. One table: `what` says what is wrong and why it matters, `way` what the
 * sender can do. `{…}` is filled from the finding. Codes are stable: they stand in stored batches.
 */
interface Reason {
  /** file: nothing of it entered · stop: what came before has entered · row: this row is kept aside · flag: the row entered. */
  readonly scope: 'file' | 'stop' | 'row' | 'flag';
  readonly what: string;
  readonly way: string;
}
const file = (what: string, way: string) => ({ scope: 'file', what, way }) as const;
const stop = (what: string, way: string) => ({ scope: 'stop', what, way }) as const;
const row = (what: string, way: string) => ({ scope: 'row', what, way }) as const;
const flag = (what: string, way: string) => ({ scope: 'flag', what, way }) as const;

export const REASONS = {
  file_missing: file('找不到这个文件，或者没有读取权限', '核对文件名和位置后再入库'),
  file_empty: file('文件是空的', '确认导出成功后重新发送'),
  file_too_large: file('文件超过 {limit}，一次读不完', '按月份或按类别拆成几个文件后分别入库'),
  file_unpacks_too_large: file('这个 XLSX 解开后超过 {limit}，可能是压缩炸弹或夹带了大量空白格', '删掉空白行列和图片后另存，或另存为 CSV（UTF-8）'),
  file_xls_old: file('这是旧的 .xls 格式，或者加了密码的工作簿，读不准', '去掉密码，另存为 .xlsx 或 CSV（UTF-8）'),
  file_xlsx_broken: file('这个 XLSX 的结构不完整：{detail}', '用表格软件打开，另存为新的 .xlsx 后再入库'),
  file_binary: file('文件不是文本，也不是 XLSX', '导出为 CSV（UTF-8 或 GB18030）、XLSX 或每行一条的 JSON'),
  file_encoding_unknown: file('认不出文字编码，怕把汉字读错，所以整份没有入库', '另存为 CSV（UTF-8）或 GBK 编码后再入库'),
  file_json_array: file('JSON 文件是一个整体的数组，不能逐条读', '改成每行一条的 JSON（JSON Lines）'),
  file_header_unknown: file('前 {rows} 行里没有找到认识的表头', '表头用双公示字段名（如 CF_WSH）或它的中文名，参照文档里的样表'),
  file_header_incomplete: file('表头缺少必需的列：{fields}', '补上这些列后再入库；没有内容的列也要保留列名'),

  csv_quote_open: stop('第 {line} 行开始的引号没有收尾，后面的内容分不清是哪一行', '改好第 {line} 行的引号，把整份文件再发一次；已入库的不会重复'),
  csv_quote_stray: stop('第 {line} 行的引号后面多了字，后面的内容分不清是哪一行', '单元格里的引号要写成两个，改好后把整份文件再发一次；已入库的不会重复'),
  csv_record_too_long: stop('第 {line} 行开始的一条记录超过 {limit}，多半是引号没有收尾', '检查第 {line} 行的引号，改好后把整份文件再发一次；已入库的不会重复'),
  xlsx_row_broken: stop('工作表“{sheet}”第 {line} 行之后的内容损坏，读不下去', '用表格软件打开，另存为新的 .xlsx 后再发一次；已入库的不会重复'),
  xlsx_unpacks_too_large: stop('读到工作表“{sheet}”第 {line} 行时，解开的内容超过 {limit}', '把文件拆小后再发一次；已入库的不会重复'),

  row_total: row('这是合计、小计或填表说明，不是一条记录', '不用处理；下次可以删掉这一行'),
  row_merged: row('这一行有合并单元格，合并的内容算哪一行说不准', '取消合并，每行都填完整后再发'),
  row_columns: row('这一行有 {count} 列，表头只有 {expected} 列，多半是内容里的逗号没有加引号', '给含逗号的内容加上引号后再发'),
  row_quote: row('单元格中间有没有写成两个的引号，列可能错位', '把单元格里的引号写成两个，或改用中文引号'),
  row_json: row('这一行不是一条 JSON 记录', '每行放一个完整的 JSON 对象'),
  row_keys: row('这一行的字段名不认识，或者缺少必需的字段', '参照文档里的样例补全字段名'),
  row_text_broken: row('内容里有认不出的字，多半是编码转换时丢了', '从原系统重新导出，存为 UTF-8'),
  row_subject_kind: row('相对人类别“{value}”不认识', '填：法人及非法人组织、个体工商户、自然人'),
  row_status: row('状态是“{value}”，不是有效的决定', '撤销或变更的决定请走更正，不要当作新记录发送'),
  row_differs: row('同一份文书已经入库，但这次的内容不一样，没有覆盖', '确实要更正的，由认定单位按更正流程提交'),
  row_fields_disagree: row('新旧两种列都填了“{field}”，而且填得不一样', '核对后只保留正确的一个'),

  field_required: row('缺少“{field}”', '补上后再发'),
  field_too_long: row('“{field}”超过 {limit} 个字', '缩短后再发；全文可放在文书里'),
  field_not_text: row('“{field}”应当是文字', '把这一格改成文字后再发'),
  cell_formula: row('“{field}”是公式，公式的结果不能当作原始数据', '把公式粘贴为数值后再发'),
  cell_error: row('“{field}”是错误值 {value}', '改成正确的内容后再发'),
  identifier_number: row('“{field}”存成了数字，开头的 0 可能已经丢了', '把这一列设为文本格式，从原系统重新导出'),
  identifier_precision: row('“{field}”存成了数字，末尾几位已经丢失', '把这一列设为文本格式，从原系统重新导出；不能照着猜'),
  uscc_required: row('缺少统一社会信用代码，分不清是哪一家', '补上 18 位统一社会信用代码'),
  uscc_form: row('统一社会信用代码“{value}”不是 18 位代码', '对照营业执照改正'),
  identity_required: row('自然人缺少证件号码，分不清是哪一个人', '补上证件号码'),
  identity_invalid: row('“{field}”不是有效的证件号码：位数、日期或校验位不对', '对照证件改正；15 位的旧号码可以直接发'),
  identity_minor: row('当事人不满 18 周岁，不建立信用记录', '不用再发'),
  name_invalid: row('“{field}”不像一个人的姓名', '按证件上的姓名填写'),
  unit_invalid: row('“{field}”不像机关名称：{value}', '填作出决定的机关全称'),
  fulfilment_invalid: row('“{field}”是“{value}”，看不出履行到哪一步', '填：履行中、已履行、未履行'),
  date_invalid: row('“{field}”不是一个日期：{value}', '写成 2026-05-12 这样的日期'),
  date_ambiguous: row('“{field}”是 {value}，分不清哪个是月、哪个是日', '写成 2026-05-12 这样的日期'),
  date_number: row('“{field}”是数字 {value}，不能确定是哪一天', '把这一列设为日期格式，或写成 2026-05-12'),
  date_future: row('“{field}”是 {value}，还没有到', '核对日期后再发'),
  date_implausible: row('“{field}”是 {value}，早得不合情理', '核对日期后再发'),
  date_order: row('“{field}”早于决定日期', '核对两个日期后再发'),
  money_invalid: row('“{field}”不是金额：{value}', '按万元填数字，小数最多 6 位，不带符号'),
  number_precision: row('“{field}”的数字太长，读进来已经不准', '把这一列设为文本格式后再发'),

  directory_unknown: row('目录代码“{value}”不在现行目录里，目录外的信息不能记入', '核对现行公共信用信息目录；确属遗漏的先走目录修订'),
  directory_subject: row('目录里的“{value}”不收{subject}的记录', '核对相对人类别'),
  document_required: row('负面记录必须有文书号、认定单位和日期，缺少“{field}”', '补上后再发；没有生效文书的不能记入'),
  consent_missing: row('这一类个人信息要本人同意才能记入，没有查到本人的同意', '请本人在“诚信滨海”同意后再发；内容没有保存'),

  uscc_check: flag('统一社会信用代码的校验位不对', '核对后由认定单位更正'),
  name_review: flag('姓名里有旧系统的造字，照原样保存', '核对后由认定单位更正'),
  money_review: flag('罚款金额是从文字里读出来的', '核对金额，以后只填数字'),
  unit_dirty: flag('机关名称里混有数字、地址或文书号，照原样保存', '核对后由认定单位更正'),
  unit_code_check: flag('机关的统一社会信用代码不对，没有采用', '核对后由认定单位更正'),
} satisfies Record<string, Reason>;
export type ReasonCode = keyof typeof REASONS;
type Scoped<S extends Reason['scope']> = { [C in ReasonCode]: (typeof REASONS)[C]['scope'] extends S ? C : never }[ReasonCode];
export type RowReason = Scoped<'row'>;

/** One finding: which reason, about which column, with what is needed to say it. Values of personal columns are masked before they get here. */
export interface Finding {
  readonly code: ReasonCode;
  /** Name of the column as the file has it. */
  readonly field?: string;
  readonly details?: Readonly<Record<string, string | number>>;
}
const fill = (text: string, { field = '', details = {} }: Finding) =>
  text.replace(/\{(\w+)\}/g, (_, key: string) => String(key === 'field' ? field : (details[key] ?? '')));
/** What, why and the way out, in one sentence each. */
export const say = (finding: Finding): { what: string; way: string } => {
  const { what, way } = REASONS[finding.code];
  return { what: fill(what, finding), way: fill(way, finding) };
};

/** Thrown by a reader. Nothing of the file enters (scope file), or what came before stays and the run stops here (scope stop). */
export class IngestHalt extends Error {
  constructor(readonly finding: Finding) {
    super(`${finding.code} ${JSON.stringify(finding.details ?? {})}`);
  }
  get stopped(): boolean {
    return REASONS[this.finding.code].scope === 'stop';
  }
}
