import * as z from 'zod/mini';

/** The fields of 信易+ in the catalogue's order (product C1): a city opens a new one by publishing the next version, without a release. */
export const PerkCategories = z.strictObject({
  id: z.string(),
  title: z.string(),
  from: z.string(),
  references: z.array(z.string()).check(z.minLength(1)),
  categories: z
    .array(
      z.strictObject({
        code: z.string().check(z.regex(/^[a-z_]{1,30}$/)),
        title: z.string().check(z.minLength(2), z.maxLength(8)),
        /** Of the design system's icons. */
        icon: z.string().check(z.regex(/^[a-z-]{2,20}$/)),
        summary: z.string().check(z.maxLength(30)),
      }),
    )
    .check(
      z.minLength(1),
      z.refine((all) => new Set(all.map((c) => c.code)).size === all.length),
    ),
});
export type PerkCategories = z.infer<typeof PerkCategories>;

export const PERK_CATEGORIES_2026: PerkCategories = {
  id: 'perk-categories-2026-1',
  title: '信易+ 领域 2026 第 1 版',
  from: '2026-04-01',
  references: ['《滨海新区社会信用体系建设规划》三(六)、专栏 3：信易行、信易租、信易游，探索信易购、信易保、信易管等', '国家发展改革委“信易+”系列项目'],
  categories: [
    { code: 'travel', title: '信易行', icon: 'car', summary: '停车、骑行、公交' },
    { code: 'rent', title: '信易租', icon: 'house-key', summary: '租房押金、工具等免押' },
    { code: 'tour', title: '信易游', icon: 'sail', summary: '景区、场馆、游船' },
    { code: 'health', title: '信易医', icon: 'hand-heart', summary: '先诊疗后付费、体检' },
    { code: 'shop', title: '信易购', icon: 'store', summary: '商超、餐饮' },
    { code: 'insure', title: '信易保', icon: 'shield', summary: '保费、理赔便利' },
    { code: 'permit', title: '信易批', icon: 'doc', summary: '容缺受理、告知承诺' },
    { code: 'loan', title: '信易贷', icon: 'handshake', summary: '经企业授权的融资对接' },
    { code: 'guarantee', title: '信易担', icon: 'briefcase', summary: '担保便利' },
    { code: 'inspect', title: '信易管', icon: 'inspect', summary: '按评级少查、免查' },
    { code: 'talent', title: '信易人才', icon: 'medal', summary: '人才服务、培训' },
    { code: 'park', title: '信易园区', icon: 'building', summary: '园区服务、场地' },
    { code: 'stay', title: '信易住宿', icon: 'house-key', summary: '酒店免押、延时退房' },
    { code: 'flat', title: '信易公寓', icon: 'home', summary: '人才公寓、长租公寓' },
    { code: 'home', title: '信易家政', icon: 'home', summary: '保洁、养老照护' },
    { code: 'culture', title: '信易文化', icon: 'book', summary: '剧场、图书馆、书店' },
  ],
};
