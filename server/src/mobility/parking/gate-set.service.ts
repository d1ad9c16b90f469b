import type { ReplyOf } from '@binhai/shared/contract/http';
import type { gatePlates } from '@binhai/shared/contract/parking-gate';
import { localDateOf } from '@binhai/shared/dates/dates';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { ConsentsService } from '../../consents/consents.service.js';
import { AppError } from '../../platform/app-error.js';
import { Clock } from '../../platform/clock.js';
import { FieldCipher } from '../../platform/field-cipher.js';
import { native } from '../../platform/native.js';
import { RegisterService } from '../../register/register.service.js';
import { type GateKey, gateKey, markOf, plateToken } from './gate-keys.js';
import { OperatorsService, PARKING_PURPOSE } from './operators.service.js';
import { ParkingPass, Plate } from './plate.schema.js';
import { PlatesService } from './plates.service.js';

const PAGE = 500;
/** Marks a pass keeps: of this week and of the one before, since a car that came on Sunday leaves on Monday. */
const KEPT = 2;

/** The keyed set: by it a gate finds in its own lane whether a car has 停车优惠, and tells us of no other. */
@Injectable()
export class GateSetService {
  constructor(
    @InjectModel(ParkingPass.name) private readonly passes: Model<ParkingPass>,
    @InjectModel(Plate.name) private readonly platesModel: Model<Plate>,
    private readonly plates: PlatesService,
    private readonly operators: OperatorsService,
    private readonly consents: ConsentsService,
    private readonly register: RegisterService,
    private readonly cipher: FieldCipher,
    private readonly clock: Clock,
  ) {}

  /**
   * One page of what the operator's gates know by now. A plate becomes a mark once a week, and that is entered as a look by the operator.
   * @throws AppError parking_operator_unknown for a partner without terms
   */
  async page(operatorId: string, after: string | undefined): Promise<ReplyOf<typeof gatePlates>> {
    if (!(await this.operators.find(operatorId))) throw new AppError('parking_operator_unknown');
    const key = gateKey(this.cipher, operatorId, localDateOf(this.clock.ms()));
    const found = await native(this.passes)
      .find({ operatorId, ...(after !== undefined && { _id: { $gt: after } }) })
      .sort({ _id: 1 })
      .limit(PAGE + 1)
      .toArray(); // index {operatorId, _id}
    const page = found.slice(0, PAGE);
    const tokens = await Promise.all(page.map((pass) => this.tokenOf(pass, key)));
    return {
      kid: key.kid,
      key: key.key,
      until: key.until.toISOString(),
      tokens: tokens.flatMap((t) => t ?? []),
      next: found.length > PAGE ? (page.at(-1)?._id ?? null) : null,
    };
  }
  /** Null where no consent is in force, or the plate has just gone. */
  private async tokenOf(pass: ParkingPass, { kid, key }: GateKey): Promise<string | null> {
    const consent = await this.consents.activeFor(pass.personId, pass.operatorId, PARKING_PURPOSE, this.clock.now());
    if (!consent) return null;
    const known = pass.tokens.find((mark) => mark.startsWith(`${kid}.`));
    if (known) return known.slice(kid.length + 1);
    const plate = await native(this.platesModel).findOne({ _id: pass.plateId, personId: pass.personId });
    if (!plate) return null;
    const access = await this.register.other({
      subject: pass.personId,
      kind: 'partner',
      actor: pass.operatorId,
      organisationId: pass.operatorId,
      purpose: 'parking_set',
      basis: `consent:${consent._id}`,
      items: ['车牌（只给密文）'],
    });
    const token = plateToken(key, this.plates.textOf(access, plate));
    await native(this.passes).updateOne({ _id: pass._id }, { $push: { tokens: { $each: [markOf(kid, token)], $slice: -KEPT } } });
    return token;
  }
}
