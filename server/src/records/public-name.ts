import { checkName } from '@binhai/shared/identifiers/name';
import { codePoints } from '@binhai/shared/text/fold';

const TRADE = /[店铺厂场社行部馆坊园屋房室摊点站司中心吧所队院堂楼阁轩斋城]/;
/**
 * An individual business without a trade name goes by its owner's: four characters at most, as a person is called, no word of trade. It is shown masked and
 * is not found by name (市场监督管理行政处罚信息公示规定 art. 6; product E1: natural persons are never searchable).
 */
export const isOwnersName = (name: string, uscc: string): boolean =>
  uscc.startsWith('92') && checkName(name).ok && codePoints(name).length <= 4 && !TRADE.test(name);
