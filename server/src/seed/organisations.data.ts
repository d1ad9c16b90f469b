import type { NewOrganisation } from '../organisations/organisations.service.js';

type DemoShop = readonly [id: string, name: string, address: string, zone: string, lat: number, lng: number];
export interface DemoOrganisation extends NewOrganisation {
  readonly shops: readonly DemoShop[];
}
const org = (_id: string, kind: NewOrganisation['kind'], name: string, uscc: string, contact: string, shops: readonly DemoShop[] = []): DemoOrganisation => ({
  _id,
  kind,
  name: `${name}（示例）`,
  uscc,
  contact,
  shops,
});

/** Invented bodies at roughly drawn places of 滨海新区; zone codes as in the statistical division list of 2024. */
export const DEMO_ORGANISATIONS: readonly DemoOrganisation[] = [
  // 信易行
  org('tide-bike', 'partner', '潮汐单车', '91120116MA0DEM0131', '022-0000-1001', [
    ['tide-bike-teda', '潮汐单车泰达服务点', '经开区第三大街', '120116400', 39.034, 117.702],
    ['tide-bike-eco', '潮汐单车生态城服务点', '生态城和畅路', '120116406', 39.138, 117.764],
  ]),
  org('bay-power', 'partner', '海湾充电宝', '91120116MA0DEM3044', '022-0000-1051', [
    ['bay-power-msd', '海湾充电宝泰达 MSD 服务点', '经开区第一大街', '120116400', 39.042, 117.706],
  ]),
  org('binhai-parking', 'merchant', '滨海泊车', '91120116MA0DEM021U', '022-0000-1002', [
    ['parking-msd', '泰达 MSD 停车场', '经开区第二大街', '120116400', 39.046, 117.708],
    ['parking-station', '塘沽站停车场', '塘沽街道新华路', '120116001', 39.02, 117.66],
    ['parking-library', '图书馆停车场', '泰达街道旭升路', '120116014', 39.029, 117.712],
    ['parking-eco', '生态城渔人码头停车场', '生态城海堤路', '120116406', 39.138, 117.764],
  ]),
  org('harbour-parking', 'merchant', '港湾停车', '91120116MA0DEM9020', '022-0000-1016', [
    ['harbour-culture', '滨海文化中心地下停车场', '泰达街道旭升路', '120116014', 39.037, 117.716],
    ['harbour-bund', '塘沽外滩停车场', '塘沽街道滨河路', '120116001', 39.036, 117.668],
    ['harbour-fashion', '泰达时尚广场停车场', '经开区第三大街', '120116400', 39.03, 117.7],
  ]),
  org('eco-parking', 'merchant', '生态城停车', '91120116MA0DEM910T', '022-0000-1017', [
    ['eco-parking-library', '生态城图书档案馆停车场', '生态城和顺路', '120116406', 39.134, 117.762],
    ['eco-parking-beitang', '北塘古镇停车场', '北塘街道北塘古镇', '120116009', 39.108, 117.724],
  ]),
  org('jinbin-charging', 'merchant', '津滨充电', '91120116MA0DEM03XK', '022-0000-1003', [
    ['charging-hitech', '高新区渤龙湖充电站', '高新区高新二路', '120116402', 39.097, 117.536],
    ['charging-xinbei', '新北充电站', '新北街道洞庭路', '120116008', 39.076, 117.648],
  ]),
  org('haihe-ferry', 'merchant', '海河游船', '91120116MA0DEM048K', '022-0000-1004', [
    ['ferry-dagu', '大沽码头', '大沽街道大沽船坞旁', '120116007', 38.98, 117.67],
  ]),
  // 信易租
  org('anju-agency', 'agency', '安居房产中介', '91120116MA0DEM056E', '022-0000-1005', [
    ['anju-hangzhou', '安居杭州道店', '杭州道街道营口道', '120116005', 39.034, 117.652],
    ['anju-xinbei', '安居新北店', '新北街道欣嘉园', '120116008', 39.068, 117.644],
  ]),
  org('teda-apartment', 'merchant', '泰达人才公寓', '91120116MA0DEM0649', '022-0000-1006', [
    ['apartment-teda', '泰达人才公寓一期', '经开区黄海路', '120116400', 39.042, 117.706],
  ]),
  org('port-tools', 'merchant', '港城工具租赁', '91120116MA0DEM0724', '022-0000-1007', [
    ['tools-xingang', '新港店', '新港街道新港二号路', '120116012', 39.006, 117.728],
  ]),
  // 信易游
  org('coast-park', 'merchant', '东疆亲海公园', '91120116MA0DEM080Y', '022-0000-1008', [
    ['coast-park-south', '公园南门售票处', '东疆观澜路南口', '120116403', 39.0, 117.79],
    ['coast-park-north', '公园北门售票处', '东疆观澜路北口', '120116403', 39.004, 117.792],
  ]),
  org('eco-hotel', 'merchant', '生态城海湾酒店', '91120116MA0DEM099U', '022-0000-1009', [
    ['hotel-eco', '生态城海湾酒店', '生态城中生大道', '120116406', 39.138, 117.764],
  ]),
  org('chadian-garden', 'merchant', '茶淀葡萄采摘园', '91120116MA0DEM101F', '022-0000-1010', [
    ['garden-chadian', '茶淀采摘园', '茶淀街道葡萄小镇', '120116033', 39.272, 117.746],
  ]),
  org('dagang-spring', 'merchant', '大港温泉', '91120116MA0DEM11X7', '022-0000-1011', [
    ['spring-dagang', '大港温泉馆', '大港街道世纪大道', '120116051', 38.856, 117.458],
  ]),
  // 其他信易+
  org('jingu-kitchen', 'merchant', '津沽人家餐饮', '91120116MA0DEM1287', '022-0000-1012', [
    ['kitchen-dagu', '津沽人家大沽店', '大沽街道和平路', '120116007', 38.98, 117.67],
    ['kitchen-beitang', '津沽人家北塘店', '北塘街道北塘古镇', '120116009', 39.104, 117.722],
  ]),
  org('haihe-books', 'merchant', '海河书屋', '91120116MA0DEM1362', '022-0000-1013', [
    ['books-xinhe', '海河书屋新河店', '新河街道河北路', '120116006', 39.053, 117.624],
  ]),
  org('binhai-gym', 'merchant', '滨海健身', '91120116MA0DEM144W', '022-0000-1014', [
    ['gym-hujiayuan', '滨海健身胡家园店', '胡家园街道津塘路', '120116011', 39.047, 117.586],
  ]),
  org('hangu-home', 'merchant', '汉沽家政', '91120116MA0DEM152P', '022-0000-1015', [
    ['home-hangu', '汉沽家政服务点', '汉沽街道新开中路', '120116031', 39.266, 117.808],
  ]),
  // 单位
  org('housing-commission', 'unit', '区住建委', '11120116MA0DEM2083', '022-0000-2001'),
  // the unit of the demo's penalties (test/fixtures), so that their repair has a desk
  org('enforcement-bureau', 'unit', '区综合执法局', '11120116MA07K3TY30', '022-0000-2004'),
  org('market-bureau', 'unit', '区市场监管局', '11120116MA0DEM216X', '022-0000-2002'),
  org('rental-desk', 'unit', '房屋租赁登记处', '12120116MA0DEM232G', '022-0000-2003'),
  org('credit-centre', 'centre', '区公共信用中心', '12120116MA0DEM224M', '022-0000-2000'),
];
