import type { ReplyOf } from '@binhai/shared/contract/http';
import type { operators } from '@binhai/shared/contract/parking';
import { decide, explain } from '@binhai/shared/rules/eligibility';
import { GRADE_WORDS } from '@binhai/shared/rules/grade';
import { formatFen } from '@binhai/shared/rules/money';
import { perkText, type Tariff } from '@binhai/shared/rules/parking-fee';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { ConsentsService } from '../../consents/consents.service.js';
import { OrganisationsService } from '../../organisations/organisations.service.js';
import type { PersonState } from '../../people/people.service.js';
import { EligibilityService } from '../../perks/eligibility.service.js';
import { AppError } from '../../platform/app-error.js';
import { native } from '../../platform/native.js';
import { ParkingOperator } from './operator.schema.js';

export const PARKING_PURPOSE = 'perk_parking';
export const recipientOf = (operatorId: string) => ({ kind: 'organisation', id: operatorId }) as const;

/** Operators of car parks and their terms. Some dozen documents, nothing personal: read as they stand. */
@Injectable()
export class OperatorsService {
  constructor(
    @InjectModel(ParkingOperator.name) private readonly model: Model<ParkingOperator>,
    private readonly organisations: OrganisationsService,
    private readonly eligibility: EligibilityService,
    private readonly consents: ConsentsService,
  ) {}

  async put({ _id, ...terms }: ParkingOperator): Promise<void> {
    if (terms.rule.consent !== true) throw new Error(`operator ${_id}: a gate is told nothing without a consent`);
    await native(this.model).updateOne({ _id }, { $set: terms }, { upsert: true });
  }
  async all(): Promise<ParkingOperator[]> {
    return native(this.model).find({}).sort({ order: 1 }).toArray();
  }
  async find(id: string): Promise<ParkingOperator | null> {
    return native(this.model).findOne({ _id: id });
  }
  /** @throws AppError parking_operator_unknown for one that is not there or paused */
  async open(id: string): Promise<ParkingOperator> {
    const found = await this.find(id);
    if (found?.state !== 'open') throw new AppError('parking_operator_unknown');
    return found;
  }

  async list(): Promise<ReplyOf<typeof operators>> {
    const open = (await this.all()).filter((o) => o.state === 'open');
    const items = await Promise.all(
      open.map(async ({ _id, perk, rule, tariff, payLater }) => {
        const [consent, organisation, lots] = await Promise.all([
          this.consents.text(recipientOf(_id), PARKING_PURPOSE),
          this.organisations.get(_id),
          this.organisations.shopsOf(_id),
        ]);
        return {
          id: _id,
          name: organisation?.name ?? '',
          perk: perkText(perk),
          qualifies: rule.minGrade === null ? '不限等级' : `${GRADE_WORDS[rule.minGrade]}起`,
          tariff: tariffText(tariff),
          payLater,
          lots: lots.map((lot) => ({ id: lot._id, name: lot.name, address: lot.address })),
          consent,
        };
      }),
    );
    return { items, lots: items.reduce((n, o) => n + o.lots.length, 0) };
  }

  /** How a person stands on one operator's rule, for the verdict and for the person's own screen: the same facts, the same function. */
  async standing(
    { _id, state, rule }: ParkingOperator,
    { personId, person, usedToday }: { personId: string; person?: Promise<PersonState | null>; usedToday: number },
    atMs: number,
  ) {
    const asked = { organisationId: _id, consent: PARKING_PURPOSE, published: state === 'open', rule } as const;
    const facts = { ...(await this.eligibility.factsBeside(personId, asked, atMs, person)), claimedToday: usedToday };
    return {
      ok: decide(facts, rule, atMs).ok,
      hints: explain(facts, rule, atMs)
        .filter((line) => line.met !== 'yes')
        .map((line) => line.hint),
    };
  }
}
const yuan = (fen: number) => formatFen(fen).replace(/\.00$/, '');
const tariffText = ({ unitMinutes, unitFen, dayCapFen }: Tariff): string =>
  `每${unitMinutes === 60 ? '小时' : ` ${unitMinutes} 分钟`} ${yuan(unitFen)} 元${dayCapFen === null ? '' : `，24 小时最多 ${yuan(dayCapFen)} 元`}`;
