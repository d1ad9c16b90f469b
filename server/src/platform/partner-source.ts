import type { Endpoint } from '@binhai/shared/contract/http';
import type { PartnerActor } from './context.js';
import type { ContextualRequest } from './endpoint.decorator.js';

/** Turns a signed request into the partner who signed it. Provided by the partners module. */
export abstract class PartnerSource {
  /** Throws AppError for everything a signature may lack, for a partner that is not active and for a claim its registration does not list. */
  abstract partnerOf(req: ContextualRequest, endpoint: Endpoint): Promise<PartnerActor>;
}
