import type { ParsedOf, ReplyOf } from '@binhai/shared/contract/http';
import { type claimable as claimableEndpoint, eligibility as eligibilityEndpoint } from '@binhai/shared/contract/perks';
import type { presentCertificate } from '@binhai/shared/contract/recognition';
import { type LocalDate, localDateOf } from '@binhai/shared/dates/dates';
import { ABSENT_PERSON, decide, type EligibilityFacts, type EligibilityRule, explain } from '@binhai/shared/rules/eligibility';
import { Injectable } from '@nestjs/common';
import { ConsentsService } from '../consents/consents.service.js';
import type { ConsentPurpose } from '../consents/texts.js';
import { StandingService } from '../credit/standing.service.js';
import { ParametersService } from '../parameters/parameters.service.js';
import { PeopleService, type PersonState } from '../people/people.service.js';
import { Ahead } from '../platform/ahead.js';
import { Clock } from '../platform/clock.js';
import type { Actor } from '../platform/context.js';
import { FieldCipher } from '../platform/field-cipher.js';
import { RegisterService } from '../register/register.service.js';
import { type Recognised, RecognitionService } from '../travel/recognition.service.js';
import { AreasService } from './areas.service.js';
import { countOf, type Holding, Holdings } from './holdings.js';
import { type Offer, type OfferStock, unitsOf } from './offer.schema.js';
import { vouchersLeft } from './offer.view.js';
import { OffersService } from './offers.service.js';
import { StockService } from './stock.service.js';

const ITEMS = ['实名情况', '年龄', '等级', '已领的券', '授权', '常住地和工作地'] as const;
const REASONS = { open_record: '有记录在公示期，到“信用”里看怎么修复', not_enough: '守信记录还不够评定，到“信用”里看怎么做到' } as const;
const TAGS = { yes: '可领取', consent: '需授权', no: '' } as const;
type ClaimFacts = [stock: OfferStock | null, held: readonly Holding[], consented: boolean];
type PersonFacts = Omit<EligibilityFacts, 'published' | 'consented' | 'claimed' | 'claimedToday' | 'left' | 'leftToday'>;

/** Something a person may have beside the catalogue: of whom it is, under which consent, whether it is open, and its rule. */
interface Beside {
  readonly organisationId: string;
  readonly consent: ConsentPurpose;
  readonly published: boolean;
  readonly rule: EligibilityRule;
}

/** Loads the facts, in batches with other callers, and lets the shared rule decide. */
@Injectable()
export class EligibilityService {
  private readonly begun: (actor: Actor) => Promise<ClaimFacts> | undefined;

  constructor(
    private readonly offers: OffersService,
    private readonly stock: StockService,
    private readonly holdings: Holdings,
    private readonly people: PeopleService,
    private readonly standings: StandingService,
    private readonly parameters: ParametersService,
    private readonly consents: ConsentsService,
    private readonly areas: AreasService,
    private readonly recognition: RecognitionService,
    private readonly register: RegisterService,
    private readonly cipher: FieldCipher,
    private readonly clock: Clock,
    ahead: Ahead,
  ) {
    this.begun = ahead.at(eligibilityEndpoint, (personId, { id = '' }) => {
      const offer = this.offers.find(id);
      return offer && this.claimFacts(personId, offer, this.clock.ms());
    });
  }

  /** Each condition, met or how to meet it, for the person alone. */
  async check(actor: Actor, { params }: ParsedOf<typeof eligibilityEndpoint>): Promise<ReplyOf<typeof eligibilityEndpoint>> {
    const atMs = this.clock.ms();
    const offer = this.offers.get(params.id);
    const [, facts] = await Promise.all([
      this.register.own(actor, 'own_perks', ITEMS),
      this.facts(actor.personId, offer, atMs, this.people.stateOf(actor), this.begun(actor)),
    ]);
    const { rule } = offer.terms;
    return { offerId: offer._id, offerVersion: offer.version, verdict: decide(facts, rule, atMs).verdict, conditions: explain(facts, rule, atMs) };
  }
  /** The same with a certificate of a listed issuer, which is looked at and forgotten. @throws AppError recognition_… */
  async withCertificate(actor: Actor, id: string, text: string): Promise<ReplyOf<typeof presentCertificate>> {
    const offer = this.offers.get(id);
    const recognised = await this.recognised(actor, offer, text);
    const atMs = this.clock.ms();
    const facts = { ...(await this.facts(actor.personId, offer, atMs)), recognised: true };
    const { rule } = offer.terms;
    return { ...recognised, verdict: decide(facts, rule, atMs).verdict === 'no' ? 'not_now' : 'yes', conditions: explain(facts, rule, atMs) };
  }
  /** @throws AppError recognition_… */
  recognised(actor: Actor, { terms }: Offer, text: string): Promise<Recognised> {
    return this.recognition.recognise(actor, text, { areas: terms.recognises ?? [], minGrade: terms.rule.minGrade });
  }
  /** The verdict on every offer of the catalogue at once, from the same facts. */
  async claimable(actor: Actor): Promise<ReplyOf<typeof claimableEndpoint>> {
    const atMs = this.clock.ms();
    const today = localDateOf(atMs);
    const offers = this.offers.listed();
    const [, person, held, ...rest] = await Promise.all([
      this.register.own(actor, 'own_perks', ITEMS),
      this.personFacts(actor.personId, offers.some(asksZone), this.people.stateOf(actor)),
      this.holdings.of(actor.personId),
      ...offers.map((o) => Promise.all([this.stockOf(o), this.consented(actor.personId, o, atMs)])),
    ]);
    const items = offers.map((offer, i) => {
      const [stock, consented] = rest[i] ?? [null, false];
      const facts = assemble(person, offer, stock, held, consented, today);
      const { verdict } = decide(facts, offer.terms.rule, atMs);
      if (verdict === 'no' && facts.claimed > 0) return { offerId: offer._id, verdict: 'claimed' as const, tag: '已领取' };
      return { offerId: offer._id, verdict, tag: TAGS[verdict] };
    });
    return { items, count: items.filter((i) => i.verdict === 'yes' || i.verdict === 'consent').length };
  }
  /** All facts of one person and offer, from the database. The caller has entered the look. */
  async facts(
    personId: string,
    offer: Offer,
    atMs: number,
    state = this.people.state(personId),
    claim = this.claimFacts(personId, offer, atMs),
  ): Promise<EligibilityFacts> {
    const [person, [stock, held, consented]] = await Promise.all([this.personFacts(personId, asksZone(offer), state), claim]);
    return assemble(person, offer, stock, held, consented, localDateOf(atMs));
  }

  /** The facts for something beside the catalogue, of which nothing is counted or runs out. The caller has entered the look. */
  async factsBeside(
    personId: string,
    { organisationId, consent, published, rule }: Beside,
    atMs: number,
    state = this.people.state(personId),
  ): Promise<EligibilityFacts> {
    const [person, consented] = await Promise.all([
      this.personFacts(personId, rule.zones !== null, state),
      this.consents.activeFor(personId, organisationId, consent, new Date(atMs)),
    ]);
    return { ...person, published, consented: consented !== null, claimed: 0, claimedToday: 0, left: null, leftToday: null };
  }

  private claimFacts(personId: string, offer: Offer, atMs: number): Promise<ClaimFacts> {
    return Promise.all([this.stockOf(offer), this.holdings.of(personId), this.consented(personId, offer, atMs)]);
  }
  /** Nothing to read where nothing is limited. */
  private stockOf({ _id, terms }: Offer): Promise<OfferStock | null> | null {
    return terms.total === null && terms.perDay === null ? null : this.stock.get(_id);
  }
  /**
   * What the rules need of a person, an absent one included. Which reads it makes hangs on the rule alone (`zoned`: it asks for a zone), never on
   * the person (architecture rule 5). The caller has entered the look, or enters it before anything leaves.
   */
  async personFacts(personId: string, zoned: boolean, state = this.people.state(personId)): Promise<PersonFacts> {
    const personalGrade = this.parameters.personalGrade();
    const [person, agreed] = await Promise.all([state, zoned && this.areas.agreed(personId)]);
    if (!person) return { ...ABSENT_PERSON, personalGrade };
    const { optedInAt, grade, unratedReason: reason, seriousRecord } = await this.standings.of(person);
    return {
      assurance: person.assurance,
      birth: this.bornOn(person),
      grade: optedInAt === null ? 'off' : (grade ?? 'unrated'),
      unratedReason: reason && REASONS[reason],
      seriousRecord,
      zones: agreed && person.areas ? [person.areas.live, person.areas.work].filter((zone) => zone !== null) : [],
      personalGrade,
    };
  }
  private bornOn({ _id, born }: PersonState): LocalDate | null {
    return born ? this.cipher.open({ collection: 'people', field: 'born', id: _id }, born) : null;
  }
  private async consented(personId: string, { terms }: Offer, atMs: number): Promise<boolean> {
    if (terms.consent === null) return false;
    return (await this.consents.activeFor(personId, terms.organisationId, terms.consent, new Date(atMs))) !== null;
  }
}

const asksZone = ({ terms }: Offer): boolean => terms.rule.zones !== null;
function assemble(
  person: PersonFacts,
  { _id, terms, state }: Offer,
  stock: OfferStock | null,
  held: readonly Holding[],
  consented: boolean,
  today: LocalDate,
): EligibilityFacts {
  return {
    ...person,
    published: state === 'published',
    ...countOf(held, _id, today),
    consented,
    left: vouchersLeft(terms, stock),
    leftToday: terms.perDay === null ? null : Math.floor((terms.perDay - (stock?.days[today] ?? 0)) / unitsOf(terms)),
  };
}
