import type { LocalDate } from '@binhai/shared/dates/dates';
import { checkIdentity } from '@binhai/shared/identifiers/identity';
import { checkName } from '@binhai/shared/identifiers/name';
import { checkUscc } from '@binhai/shared/identifiers/uscc';
import type { Fulfilment } from '@binhai/shared/rules/record';
import { foldWidth } from '@binhai/shared/text/fold';
import type { Field, FileKind } from './columns.js';
import type { RowReader } from './row-reader.js';

export type DraftSubject =
  | { readonly kind: 'person'; readonly name: string; readonly number: string }
  | { readonly kind: 'organisation'; readonly name: string; readonly uscc: string; readonly individualBusiness: boolean };
/** What a row says, checked field by field; the gates decide whether it may enter. */
export interface Draft {
  readonly kind: FileKind;
  readonly subject: DraftSubject;
  readonly directoryCode: string;
  readonly title: string;
  readonly documentNumber: string | null;
  readonly unit: string;
  readonly unitCode: string | null;
  readonly decidedOn: LocalDate;
  readonly disclosedOn: LocalDate;
  readonly endsOn: LocalDate | null;
  readonly publicityEndsOn: LocalDate | null;
  readonly penaltyKinds: string;
  readonly remark: string;
  readonly fineFen: number | null;
  readonly confiscatedFen: number | null;
  readonly fulfilment: Fulfilment | null;
  readonly fulfilledOn: LocalDate | null;
  readonly dueOn: LocalDate | null;
  readonly general: boolean;
  readonly details: Readonly<Record<string, string>>;
}

/** Reads everything, so that a sender learns of all faults of a row at once; null when there was one. */
export function draftOf(r: RowReader): Draft | null {
  const { kind } = r.header;
  const touched = (r.row.merges ?? []).some((m) => [...r.header.columns.values()].flat().some((i) => i >= m.left && i <= m.right));
  if (touched) r.fault('row_merged');
  const extra = r.row.cells.length - r.header.width;
  if (extra > 0 && r.row.sheet === null && r.row.cells.slice(r.header.width).some((c) => c !== '')) {
    r.fault('row_columns', undefined, undefined, { count: r.row.cells.length, expected: r.header.width });
    return null; // the cells may be shifted: what else is wrong with them says nothing
  }
  const subject = subjectOf(r);
  statusOf(r);
  const decidedOn = r.requiredDate('decidedOn');
  const end = (field: Field) => notBefore(r, field, r.date(field, 'end'), decidedOn);
  const past = (field: Field) => notBefore(r, field, r.date(field, 'past'), decidedOn);
  const { fulfilment, fulfilledOn } = kind === 'commitment' || kind === 'contract' ? fulfilmentOf(r, past) : { fulfilment: null, fulfilledOn: null };
  const penaltyKinds = [r.text('penaltyKind'), r.text('penaltyKind2')].filter((t) => t !== '').join('；');
  const draft = {
    kind,
    directoryCode: r.identifier('directoryCode'),
    title: titleOf(r),
    documentNumber: r.identifier('documentNumber') || null,
    unit: unitOf(r),
    unitCode: unitCodeOf(r),
    disclosedOn: past('disclosedOn') ?? r.today,
    endsOn: end('endsOn'),
    publicityEndsOn: end('publicityEndsOn'),
    penaltyKinds,
    remark: `${r.text('note')} ${r.text('content')}`,
    fineFen: kind === 'penalty' ? r.money('fine') : null,
    confiscatedFen: kind === 'penalty' ? r.money('confiscated') : null,
    fulfilment,
    fulfilledOn,
    dueOn: end('dueOn'),
    general: kind === 'commitment' && /通用|综合/.test(r.text('commitmentKind')),
    details: detailsOf(r, penaltyKinds),
  };
  return subject && decidedOn && r.findings.length === 0 ? { ...draft, subject, decidedOn } : null;
}

function subjectOf(r: RowReader): DraftSubject | null {
  const word = foldWidth(r.text('subjectKind')).replace(/\s+/g, '');
  const uscc = r.identifier('uscc');
  const number = r.identifier('idNumber');
  const name = r.required('name');
  const person = /^(自然人|个人)/.test(word) || (word === '' && uscc === '' && number !== '');
  const individualBusiness = /个体/.test(word) || /^92/.test(uscc);
  if (!person && word !== '' && !individualBusiness && !/^(法人|非法人|企业|机关|事业|社会|组织|其他组织|单位)/.test(word)) {
    r.fault('row_subject_kind', 'subjectKind', word);
    return null;
  }
  return person ? personOf(r, name, number) : organisationOf(r, name, uscc, individualBusiness);
}
const alreadyFaulted = (r: RowReader, field: Field) => r.findings.some((f) => f.field === r.nameOf(field));

function personOf(r: RowReader, name: string, number: string): DraftSubject | null {
  const checked = checkName(name);
  if (name !== '' && !checked.ok) r.fault('name_invalid', 'name');
  if (checked.ok && checked.review) r.flag('name_review', 'name');
  if (number === '') {
    if (!alreadyFaulted(r, 'idNumber')) r.fault('identity_required', 'idNumber');
    return null;
  }
  const identity = checkIdentity(number, r.today, 'import');
  if (!identity.ok) r.fault(identity.reason === 'identity_under_age' ? 'identity_minor' : 'identity_invalid', 'idNumber');
  return identity.ok && checked.ok ? { kind: 'person', name: checked.shown, number: identity.value } : null;
}
function organisationOf(r: RowReader, name: string, code: string, individualBusiness: boolean): DraftSubject | null {
  if (code === '') {
    if (!alreadyFaulted(r, 'uscc')) r.fault('uscc_required', 'uscc');
    return null;
  }
  const uscc = checkUscc(code, 'import');
  if (!uscc.ok) {
    r.fault('uscc_form', 'uscc', code);
    return null;
  }
  if (uscc.warning) r.flag('uscc_check', 'uscc');
  return { kind: 'organisation', name, uscc: uscc.value, individualBusiness };
}

/** 0 正常, 1 撤销, 2 异议, 3 其他 in the form of 2016; 1 有效, 2 无效 in the one in force: the same digit means the opposite. */
function statusOf(r: RowReader): void {
  const text = r.text('status');
  const old = r.header.names.some((n) => /^(CF|XK)_XZJG$/i.test(n.trim()));
  if (text === '' || /^(正常|有效|现行有效)$/.test(text) || text === (old ? '0' : '1')) return;
  r.fault('row_status', 'status', text);
}
function notBefore(r: RowReader, field: Field, date: LocalDate | null, from: LocalDate | null): LocalDate | null {
  if (date !== null && from !== null && date < from) r.fault('date_order', field);
  return date;
}

function fulfilmentOf(r: RowReader, past: (field: Field) => LocalDate | null): Pick<Draft, 'fulfilment' | 'fulfilledOn'> {
  const text = r.required('fulfilment');
  const fulfilledOn = past('fulfilledOn');
  const fulfilment = /^(未履行|未履约|违约|违诺|已违约|已违诺|未按期履行)$/.test(text)
    ? 'broken'
    : /^(已履行|已履约|履行完毕|履约完毕|已完成|按期履行|按约履行|守约)$/.test(text)
      ? 'kept'
      : /^(履行中|履约中|进行中|未到期)$/.test(text)
        ? 'running'
        : null;
  if (text !== '' && fulfilment === null) r.fault('fulfilment_invalid', 'fulfilment', text);
  if (fulfilment !== null && fulfilment !== 'running' && fulfilledOn === null && !alreadyFaulted(r, 'fulfilledOn')) r.fault('field_required', 'fulfilledOn');
  return { fulfilment, fulfilledOn: fulfilment === 'running' ? null : fulfilledOn };
}

const ORGAN = /[局委办厅院队府心站所处部署会司关行道镇校库园社]/;
/** Organs come with addresses, document numbers or dates in their names (domain research 6): with an organ in it they are flagged, without one kept out. */
function unitOf(r: RowReader): string {
  const unit = r.required('unit');
  if (unit === '' || !/\d|〔|号$|^[A-Za-z\s]+$/.test(unit)) return unit;
  if (ORGAN.test(unit)) r.flag('unit_dirty', 'unit');
  else r.fault('unit_invalid', 'unit', unit);
  return unit;
}
function unitCodeOf(r: RowReader): string | null {
  const code = r.identifier('unitCode');
  if (code === '') return null;
  const checked = checkUscc(code, 'import');
  if (!checked.ok || checked.warning) r.flag('unit_code_check', 'unitCode');
  return checked.ok ? checked.value : null;
}

const TITLES: Readonly<Record<FileKind, readonly [readonly Field[], string]>> = {
  penalty: [['behaviour', 'documentName'], '行政处罚'],
  permit: [['title', 'documentName', 'certificateName'], '行政许可'],
  honour: [['title'], '守信激励'],
  commitment: [['title'], '信用承诺'],
  contract: [['title'], '合同履行'],
};
function titleOf(r: RowReader): string {
  const [fields, otherwise] = TITLES[r.header.kind];
  for (const field of fields) {
    const text = r.text(field);
    if (text !== '') return text;
  }
  return otherwise;
}
const DETAILS = [
  'behaviour',
  'facts',
  'basis',
  'content',
  'suspended',
  'documentName',
  'certificateName',
  'certificateNumber',
  'validFrom',
  'commitmentKind',
  'note',
] as const;
function detailsOf(r: RowReader, penaltyKinds: string): Record<string, string> {
  const details: Record<string, string> = {};
  for (const field of DETAILS) {
    const text = field === 'validFrom' ? (r.date(field, 'end') ?? '') : r.text(field);
    if (text !== '') details[field] = text;
  }
  if (penaltyKinds) details.penaltyKind = penaltyKinds;
  return details;
}
