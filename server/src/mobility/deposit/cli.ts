import fs from 'node:fs';
import os from 'node:os';
import { addDays, localDateOf } from '@binhai/shared/dates/dates';
import { DEPOSIT_KINDS } from '@binhai/shared/rules/deposit';
import { ANY_ADULT } from '@binhai/shared/rules/eligibility';
import { GRADES } from '@binhai/shared/rules/grade';
import type { INestApplicationContext } from '@nestjs/common';
import * as z from 'zod/mini';
import { DEPOSIT_PURPOSE } from '../../consents/texts.js';
import { PartnerDifferences } from '../../partners/differences.service.js';
import { PartnersService } from '../../partners/partners.service.js';
import { Clock } from '../../platform/clock.js';
import { DepositClients } from './clients.service.js';

const USAGE = `npm run partners -- clients                         operators of 免押: what their apps open our page as
npm run partners -- client FILE.json --by WHO       registers one, or changes it: {id, organisation, kind, title, depositFen, redirects, home, minGrade, noSeriousRecord}
npm run partners -- pause CLIENT --by WHO           not now for everybody from the next question on; what people agreed to stays
npm run partners -- resume CLIENT --by WHO
npm run partners -- key PARTNER NAME PUBLIC_KEY --by WHO   a further key, 32 bytes base64url; the ones before it go on
npm run partners -- revoke KEY_ID                   ends it with the next request
npm run partners -- differences                     what partners found to differ from their daily file, oldest first
npm run partners -- answer ID TEXT                  once; the partner reads it`;

const ClientFile = z.strictObject({
  id: z.string().check(z.regex(/^[a-z0-9-]{3,40}$/)),
  organisation: z.string(),
  kind: z.enum(DEPOSIT_KINDS),
  title: z.string().check(z.minLength(2), z.maxLength(20)),
  depositFen: z.int().check(z.gte(0), z.lte(10_000_000)),
  redirects: z.array(z.string()).check(z.minLength(1), z.maxLength(10)),
  home: z.string().check(z.maxLength(300)),
  minGrade: z.nullable(z.enum(GRADES)),
  noSeriousRecord: z.boolean(),
});
/** A client's condition holds this long before somebody has to look at it again, days. */
const LONGEST_DAYS = 3650;

/** Answers the usage, or what is wrong, when the command is not understood, else nothing. */
export async function command(app: INestApplicationContext, args: string[]): Promise<string | undefined> {
  // by hand: a key in base64url may begin with a hyphen and is no option
  const at = args.indexOf('--by');
  const [verb, first, second, third] = at < 0 ? args : [...args.slice(0, at), ...args.slice(at + 2)];
  const get = <T>(type: abstract new (...args: never[]) => T): T => app.get<T>(type, { strict: false });
  const by = args[at + 1 || args.length] ?? os.userInfo().username;
  const say = (done: boolean, otherwise: string): string | undefined => {
    if (done) console.log('已处理');
    return done ? undefined : otherwise;
  };
  switch (verb) {
    case 'clients':
      for (const { _id, operator, kind, open, paused, rule, redirects } of await get(DepositClients).all())
        console.log([_id, operator, kind, paused ? '已暂停' : open ? '在用' : '已停止', rule.minGrade ?? '不限等级', ...redirects].join('　'));
      return undefined;
    case 'client':
      return first === undefined ? USAGE : putClient(app, first, by);
    case 'pause':
    case 'resume':
      return first === undefined ? USAGE : say(await get(DepositClients).pause(first, verb === 'pause', by), `没有 ${first} 这个客户端`);
    case 'key':
      if (!first || !second || !third) return USAGE;
      if (Buffer.from(third, 'base64url').length !== 32) return '公钥是 32 字节，base64url 写法';
      return say(
        (await get(PartnersService).tryAddKey(first, { name: second, publicKey: third, from: get(Clock).now(), until: null, by })) !== null,
        `没有 ${first} 这个合作方，或密钥名 ${second} 用过了`,
      );
    case 'revoke':
      return first === undefined
        ? USAGE
        : say(await get(PartnersService).revokeKey(first.slice(0, first.lastIndexOf('.')), first), `没有 ${first} 这把在用的密钥`);
    case 'differences':
      for (const { _id, partner, day, items } of await get(PartnerDifferences).open()) {
        console.log(`${_id}　${partner}　${day}`);
        for (const { kind, event, number, what, reliefFen } of items) console.log(`  ${kind} ${event}　${number}　${what}　${reliefFen ?? ''}`);
      }
      return undefined;
    case 'answer':
      return !first || !second ? USAGE : say(await get(PartnerDifferences).answer(first, second), `没有 ${first}，或已经回答过`);
    default:
      return USAGE;
  }
}

async function putClient(app: INestApplicationContext, path: string, by: string): Promise<string | undefined> {
  const parsed = ClientFile.safeParse(JSON.parse(fs.readFileSync(path, 'utf8')));
  if (!parsed.success) return z.prettifyError(parsed.error);
  const { id, organisation, minGrade, noSeriousRecord, ...fields } = parsed.data;
  const partner = await app.get(PartnersService, { strict: false }).get(organisation);
  const declared = await app.get(PartnersService, { strict: false }).declared(organisation, DEPOSIT_PURPOSE);
  // a client by another grade than the registered one would be refused at its first question
  if (!partner || declared?.minGrade !== minGrade)
    return `${organisation} 没有登记免押这项用途，或登记的最低等级不是 ${minGrade ?? '不限'}：先在工作台“合作方接口”登记`;
  const clients = app.get(DepositClients, { strict: false });
  const other = await clients.ofOrganisation(organisation);
  if (other && other._id !== id) return `${organisation} 已经是客户端 ${other._id}`;
  const today = localDateOf(app.get(Clock, { strict: false }).ms());
  const rule = { ...ANY_ADULT, minGrade, noSeriousRecord, consent: true, from: today, to: addDays(today, LONGEST_DAYS) };
  const { paused } = other ?? {};
  try {
    await clients.put({ _id: id, organisationId: organisation, operator: partner.name, ...fields, rule, open: true, ...(paused && { paused }), changedBy: by });
  } catch (e) {
    return (e as Error).message;
  }
  console.log(`${other ? '已更改' : '已登记'}　${id}`);
  return undefined;
}
