import * as z from 'zod/mini';
import { RECORD_EFFECTS, RECORD_KINDS } from '../rules/record.js';
import { REPAIR_CHANNELS } from '../rules/repair.js';

/** Public credit information is under directory management: what is not in it may not be recorded (国办发〔2020〕49号; domain research 1.3). */
export const Directory = z.object({
  id: z.string(),
  title: z.string(),
  from: z.string(),
  references: z.array(z.string()).check(z.minLength(1)),
  classes: z.array(z.object({ code: z.string().check(z.regex(/^\d{2}$/)), title: z.string() })).check(z.minLength(1)),
  items: z.array(
    z.object({
      /** Class and number within it: 03-01. */
      code: z.string().check(z.regex(/^\d{2}-\d{2}$/)),
      title: z.string(),
      kind: z.enum(RECORD_KINDS),
      effect: z.enum(RECORD_EFFECTS),
      subjects: z.array(z.enum(['person', 'organisation'])).check(z.minLength(1)),
      /** Statute and article, or consent: a person's rows of a consent item are quarantined without it. */
      basis: z.object({ kind: z.enum(['statute', 'consent']), text: z.string().check(z.minLength(4)) }),
      /** A negative record needs document number, unit and date (rule 5). */
      needsDocument: z.boolean(),
      /** Who can end a negative record; none for all others. */
      repair: z.enum(REPAIR_CHANNELS),
    }),
  ),
});
export type Directory = z.infer<typeof Directory>;
export type DirectoryItem = Directory['items'][number];

const both: DirectoryItem['subjects'] = ['person', 'organisation'];
const statute = (text: string): DirectoryItem['basis'] => ({ kind: 'statute', text });

/** The classes of the 2024 national directory; the items are those this product's ingest knows, more are entered as data. Wording of classes 6–13 to be confirmed. */
export const DIRECTORY_2024: Directory = {
  id: 'directory-2024',
  title: '全国公共信用信息基础目录（2024 年版）',
  from: '2024-03-04',
  references: ['国家发展改革委、中国人民银行《全国公共信用信息基础目录（2024 年版）》', '国办发〔2020〕49 号', '《天津市社会信用条例》第十条'],
  classes: [
    { code: '01', title: '登记注册基本信息' },
    { code: '02', title: '司法裁判及执行' },
    { code: '03', title: '行政管理' },
    { code: '04', title: '职称和职业' },
    { code: '05', title: '经营（活动）异常名录（状态）' },
    { code: '06', title: '严重失信主体名单' },
    { code: '07', title: '合同履行' },
    { code: '08', title: '信用承诺及履行情况' },
    { code: '09', title: '信用评价结果' },
    { code: '10', title: '遵守法律法规情况' },
    { code: '11', title: '诚实守信相关荣誉' },
    { code: '12', title: '知识产权' },
    { code: '13', title: '经营主体自主提供' },
  ],
  items: [
    {
      code: '01-01',
      title: '经营主体登记',
      kind: 'registration',
      effect: 'neutral',
      subjects: ['organisation'],
      basis: statute('《市场主体登记管理条例》第三十五条'),
      needsDocument: false,
      repair: 'none',
    },
    {
      code: '02-01',
      title: '生效裁判未履行',
      kind: 'judgment',
      effect: 'negative',
      subjects: both,
      basis: statute('《民事诉讼法》第二百六十六条'),
      needsDocument: true,
      repair: 'court',
    },
    {
      code: '03-01',
      title: '行政许可',
      kind: 'permit',
      effect: 'neutral',
      subjects: both,
      basis: statute('《行政许可法》第四十条'),
      needsDocument: true,
      repair: 'none',
    },
    {
      code: '03-02',
      title: '行政处罚',
      kind: 'penalty',
      effect: 'negative',
      subjects: both,
      basis: statute('《行政处罚法》第四十八条、《政府信息公开条例》第二十条'),
      needsDocument: true,
      repair: 'platform',
    },
    {
      code: '04-01',
      title: '职业资格注册',
      kind: 'qualification',
      effect: 'neutral',
      subjects: ['person'],
      basis: statute('国家职业资格目录所列各项资格的设定依据'),
      needsDocument: false,
      repair: 'none',
    },
    {
      code: '05-01',
      title: '经营异常名录',
      kind: 'abnormal_list',
      effect: 'negative',
      subjects: ['organisation'],
      basis: statute('《企业信息公示暂行条例》第十七条'),
      needsDocument: true,
      repair: 'sector',
    },
    {
      code: '06-01',
      title: '列入严重失信主体名单',
      kind: 'serious_list',
      effect: 'negative',
      subjects: both,
      basis: statute('国办发〔2020〕49 号及各名单的设列依据'),
      needsDocument: true,
      repair: 'sector',
    },
    {
      code: '07-01',
      title: '公共租赁住房合同履行',
      kind: 'contract',
      effect: 'positive',
      subjects: ['person'],
      basis: { kind: 'consent', text: '本人同意，《天津市社会信用条例》第十一条' },
      needsDocument: false,
      repair: 'none',
    },
    {
      code: '07-02',
      title: '政府采购、公共资源合同履行',
      kind: 'contract',
      effect: 'positive',
      subjects: ['organisation'],
      basis: statute('《政府采购法》第四十六条'),
      needsDocument: true,
      repair: 'none',
    },
    {
      code: '08-01',
      title: '告知承诺及履行',
      kind: 'commitment',
      effect: 'positive',
      subjects: both,
      basis: statute('国办发〔2020〕42 号'),
      needsDocument: true,
      repair: 'none',
    },
    {
      code: '08-02',
      title: '通用守信承诺及履行',
      kind: 'commitment',
      effect: 'positive',
      subjects: both,
      basis: { kind: 'consent', text: '本人签署承诺时同意，《天津市社会信用条例》第十一条' },
      needsDocument: false,
      repair: 'none',
    },
    {
      code: '09-01',
      title: '公共信用综合评价',
      kind: 'evaluation',
      effect: 'neutral',
      subjects: ['organisation'],
      basis: statute('国办发〔2019〕35 号'),
      needsDocument: false,
      repair: 'none',
    },
    {
      code: '11-01',
      title: '守信激励名单、表彰奖励',
      kind: 'honour',
      effect: 'positive',
      subjects: both,
      basis: statute('《国家功勋荣誉表彰条例》及各表彰办法'),
      needsDocument: true,
      repair: 'none',
    },
  ],
};
