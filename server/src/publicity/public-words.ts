import type { PublicItem } from '@binhai/shared/contract/publicity';
import { formatDate, isLocalDate } from '@binhai/shared/dates/dates';
import { formatYuan } from '@binhai/shared/rules/money';
import { maskName } from '@binhai/shared/text/mask';
import type * as z from 'zod/mini';
import { isOwnersName } from '../records/public-name.js';
import type { PublicDetail, PublicRecord } from '../records/public-records.service.js';

export function shownName({ organisation = '', uscc = '' }: Pick<PublicRecord, 'organisation' | 'uscc'>): string {
  return isOwnersName(organisation, uscc) ? maskName(organisation) : organisation;
}
/** Numbers of identity documents and mobiles that slipped into a free text. */
export const hideNumbers = (text: string): string =>
  text.replace(/(?<![0-9A-Za-z])\d{6}(?:19|20)\d{9}[\dXx](?![0-9A-Za-z])/g, '（证件号码已隐去）').replace(/(?<!\d)1[3-9]\d{9}(?!\d)/g, '（电话已隐去）');

export const itemOf = (r: PublicRecord): z.infer<typeof PublicItem> => ({
  id: r._id,
  kind: r.kind as 'penalty' | 'permit' | 'honour',
  organisation: shownName(r),
  uscc: r.uscc ?? '',
  documentNumber: r.documentNumber ?? '',
  title: hideNumbers(r.title),
  unit: r.unit,
  decidedOn: r.decidedOn,
  state: 'valid',
});

const LABELS = {
  penalty: [
    ['penaltyKind', '处罚类别'],
    ['facts', '违法事实'],
    ['basis', '处罚依据'],
    ['content', '处罚内容'],
    ['suspended', '暂扣或吊销的证照'],
  ],
  permit: [
    ['penaltyKind', '许可类别'],
    ['documentName', '许可文书'],
    ['certificateName', '许可证书'],
    ['certificateNumber', '许可编号'],
    ['content', '许可内容'],
    ['validFrom', '有效期自'],
  ],
  honour: [
    ['facts', '认定事由'],
    ['documentName', '认定文件'],
  ],
} as const;
/** Columns of the source that the public may read, in words; remarks and anything personal are not among them. */
export function detailFields(r: PublicDetail): { label: string; value: string }[] {
  const labels = LABELS[r.kind as keyof typeof LABELS] ?? [];
  const texts = labels.flatMap(([key, label]) => {
    const value = r.details?.[key];
    return value ? [{ label, value: isLocalDate(value) ? formatDate(value) : hideNumbers(value) }] : [];
  });
  const money = (label: string, fen: number | null) => (fen ? [{ label, value: formatYuan(fen) }] : []);
  return [
    ...texts,
    ...money('罚款', r.fineFen),
    ...money('没收', r.confiscatedFen),
    ...(r.kind === 'penalty' ? [] : [{ label: '有效期至', value: r.endsOn ? formatDate(r.endsOn) : '长期' }]),
    { label: '公开依据', value: r.legalBasis },
  ];
}
