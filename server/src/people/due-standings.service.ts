import type { LocalDate } from '@binhai/shared/dates/dates';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model, mongo } from 'mongoose';
import { native } from '../platform/native.js';
import { Person } from './person.schema.js';

/** Why a grade must be decided anew: its day has come or an input changed, or other parameters are in force. Walked one after the other. */
const WAYS = ['ended', 'sets'] as const;
/** Where a walk stands: after this person, in the order of the index. */
export interface DueCursor {
  readonly way: (typeof WAYS)[number];
  readonly key: string | null;
  readonly id: string;
}
export interface DueBy {
  readonly today: LocalDate;
  /** The parameter sets in force, as a standing names them. */
  readonly sets: string;
}
type Filter = mongo.Filter<Person>;
const FIELD = { ended: 'standing.validUntil', sets: 'standing.sets' } as const;
const OPTED_IN: Filter = { 'standing.optedInAt': { $type: 'date' } };

const filterOf = (way: DueCursor['way'], { today, sets }: DueBy): Filter =>
  way === 'ended' ? { ...OPTED_IN, [FIELD.ended]: { $lte: today } } : { ...OPTED_IN, [FIELD.sets]: { $ne: sets } };

/** Finds people whose grade is due, only those who opened the service: nobody else's records are read without being asked. */
@Injectable()
export class DueStandings {
  constructor(@InjectModel(Person.name) private readonly people: Model<Person>) {}

  /** About how many; somebody due both ways counts twice. */
  async count(by: DueBy): Promise<number> {
    const counts = await Promise.all(WAYS.map((way) => native(this.people).countDocuments(filterOf(way, by))));
    return counts.reduce((a, b) => a + b, 0);
  }
  /** The next ones after a place, in the order of index {standing.validUntil, _id}, then {standing.sets, _id}. */
  async after(place: DueCursor | null, by: DueBy, limit: number): Promise<DueCursor[]> {
    for (const way of WAYS.slice(place ? WAYS.indexOf(place.way) : 0)) {
      const field = FIELD[way];
      const from = place?.way === way ? place : null;
      // null sorts before every text and is never greater than one
      const past: Filter = from
        ? { $or: [{ [field]: from.key, _id: { $gt: from.id } }, from.key === null ? { [field]: { $type: 'string' } } : { [field]: { $gt: from.key } }] }
        : {};
      const found = await native(this.people)
        .find({ $and: [filterOf(way, by), past] }, { projection: { [field]: 1 } })
        .sort({ [field]: 1, _id: 1 })
        .limit(limit)
        .toArray();
      if (found.length > 0) return found.map(({ _id, standing }) => ({ way, key: (way === 'ended' ? standing?.validUntil : standing?.sets) ?? null, id: _id }));
    }
    return [];
  }
}
