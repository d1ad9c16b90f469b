import * as audit from './audit.js';
import { consents, renewConsent, withdrawConsent } from './consents.js';
import * as counter from './counter.js';
import * as credit from './credit.js';
import type { Endpoint } from './http.js';
import { inbox, readMessage } from './messages.js';
import { finishHigh, finishJoin, freezeIdentity, looks, me, realNameText, startHigh, startJoin, verifyBasic } from './people.js';
import * as perks from './perks.js';
import { notices, publicItem, publicSearch } from './publicity.js';
import * as rights from './rights.js';
import * as session from './session.js';
import { health, sandboxOutbox } from './system.js';
import { transparency } from './transparency.js';

/** Every endpoint there is: the server's routes are compared with this, and the OpenAPI document is made from it. */
export const ENDPOINTS: readonly Endpoint[] = [
  health,
  sandboxOutbox,
  session.sendSmsCode,
  session.loginBySms,
  session.loginByWechat,
  session.loginStaff,
  session.refresh,
  session.logout,
  session.devices,
  session.endDevice,
  session.switchRole,
  me,
  realNameText,
  verifyBasic,
  startHigh,
  finishHigh,
  startJoin,
  finishJoin,
  freezeIdentity,
  looks,
  consents,
  withdrawConsent,
  renewConsent,
  credit.optInText,
  credit.optIn,
  credit.optOut,
  credit.grade,
  credit.explanation,
  credit.records,
  credit.record,
  credit.scheme,
  perks.categories,
  perks.offers,
  perks.offer,
  perks.eligibility,
  perks.claimable,
  perks.claim,
  perks.vouchers,
  perks.voucher,
  perks.voucherSecret,
  perks.cancelVoucher,
  counter.scan,
  counter.confirm,
  counter.release,
  counter.reverse,
  counter.today,
  publicSearch,
  publicItem,
  notices,
  transparency,
  audit.seals,
  audit.proposeSeal,
  audit.approveSeal,
  audit.declineSeal,
  audit.sealedLook,
  audit.searchRegister,
  audit.reviews,
  audit.review,
  audit.decideReview,
  audit.runReview,
  rights.heldData,
  rights.leaving,
  rights.deleteAccount,
  rights.deleteUnnamed,
  rights.keepAccount,
  inbox,
  readMessage,
];
