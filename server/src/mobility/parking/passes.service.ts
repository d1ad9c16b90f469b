import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ClientSession, Model } from 'mongoose';
import { ConsentsService, type Giver } from '../../consents/consents.service.js';
import { Clock } from '../../platform/clock.js';
import { native } from '../../platform/native.js';
import { OperatorsService, PARKING_PURPOSE, recipientOf } from './operators.service.js';
import { ParkingPass, Plate } from './plate.schema.js';

export interface Tick {
  readonly operatorId: string;
  readonly textVersion: string;
}

/**
 * Which plate an operator's gate may know: each plate of a person at each operator that person consented to. A pass only says where to look; the
 * consent itself is asked anew at every use.
 */
@Injectable()
export class PassesService {
  constructor(
    @InjectModel(ParkingPass.name) private readonly passes: Model<ParkingPass>,
    @InjectModel(Plate.name) private readonly plates: Model<Plate>,
    private readonly operators: OperatorsService,
    private readonly consents: ConsentsService,
    private readonly clock: Clock,
  ) {
    consents.whenWithdrawn(PARKING_PURPOSE, async (_giver, session, { personId, recipientId }) => {
      await native(this.passes).deleteMany({ personId, operatorId: recipientId }, { session }); // index {personId, operatorId}
    });
  }

  /** Operators of which a consent of this person is in force now. */
  async agreed(personId: string): Promise<{ operatorId: string; consentId: string }[]> {
    const all = await this.operators.all();
    const found = await Promise.all(all.map((o) => this.consents.activeFor(personId, o._id, PARKING_PURPOSE, this.clock.now())));
    return all.flatMap((o, i) => (found[i] ? [{ operatorId: o._id, consentId: found[i]._id }] : []));
  }
  /**
   * One consent each for what was ticked, and passes for every plate of the person, in the caller's transaction.
   * @param before operators agreed to earlier
   * @throws AppError parking_operator_unknown, consent_text_outdated
   */
  async give(giver: Giver, ticks: readonly Tick[], before: readonly string[], session: ClientSession): Promise<void> {
    for (const { operatorId, textVersion } of ticks) {
      await this.operators.open(operatorId);
      await this.consents.give(giver, recipientOf(operatorId), PARKING_PURPOSE, textVersion, session);
    }
    await this.grow(giver.personId, [...new Set([...before, ...ticks.map((t) => t.operatorId)])], session);
  }
  async grow(personId: string, operatorIds: readonly string[], session: ClientSession): Promise<void> {
    const plates = await native(this.plates)
      .find({ personId }, { session, projection: { _id: 1 } })
      .toArray();
    for (const { _id: plateId } of plates)
      for (const operatorId of operatorIds)
        await native(this.passes).updateOne(
          { _id: `${plateId}.${operatorId}` },
          { $setOnInsert: { plateId, operatorId, tokens: [] }, $set: { personId } },
          { upsert: true, session },
        );
  }
  async endPlate(plateId: string, session: ClientSession): Promise<void> {
    await native(this.passes).deleteMany({ plateId }, { session }); // index plateId
  }
  async move(from: string, into: string, session: ClientSession): Promise<void> {
    await native(this.passes).updateMany({ personId: from }, { $set: { personId: into } }, { session });
  }
}
