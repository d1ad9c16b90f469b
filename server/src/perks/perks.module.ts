import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { CreditModule } from '../credit/credit.module.js';
import { RecognitionModule } from '../travel/recognition.module.js';
import { VisitSlotsModule } from '../travel/visit-slots.module.js';
import { AreasService } from './areas.service.js';
import { BoundVouchers } from './bound-vouchers.js';
import { ClaimsService } from './claims.service.js';
import { CodeReader } from './code-reader.js';
import { EligibilityService } from './eligibility.service.js';
import { Holdings } from './holdings.js';
import { LedgerService } from './ledger.service.js';
import { Offer, OfferSchema, OfferStock, OfferStockSchema, OfferVersion, OfferVersionSchema } from './offer.schema.js';
import { OfferDeskController } from './offer-desk.controller.js';
import { OfferDeskService } from './offer-desk.service.js';
import { OfferDraft, OfferDraftSchema } from './offer-draft.schema.js';
import { OfferDraftsService } from './offer-drafts.service.js';
import { OffersService } from './offers.service.js';
import { PartnerOffersController } from './partner-offers.controller.js';
import { PartnerOffers } from './partner-offers.service.js';
import { PerksController } from './perks.controller.js';
import { RedemptionNews } from './redemption-news.js';
import { RedemptionWriter } from './redemption-writer.js';
import { RedemptionsService } from './redemptions.service.js';
import { ReversalsService } from './reversals.service.js';
import { ShopDayService } from './shop-day.service.js';
import { StockService } from './stock.service.js';
import { TicketDay } from './ticket-day.service.js';
import { Voucher, VoucherSchema } from './voucher.schema.js';
import { VoucherExpiry } from './voucher-expiry.js';
import { VoucherKeys } from './voucher-keys.js';
import { VouchersService } from './vouchers.service.js';

@Module({
  imports: [
    CreditModule,
    VisitSlotsModule,
    RecognitionModule,
    MongooseModule.forFeature([
      { name: Offer.name, schema: OfferSchema },
      { name: OfferVersion.name, schema: OfferVersionSchema },
      { name: OfferDraft.name, schema: OfferDraftSchema },
      { name: OfferStock.name, schema: OfferStockSchema },
      { name: Voucher.name, schema: VoucherSchema },
    ]),
  ],
  controllers: [PerksController, OfferDeskController, PartnerOffersController],
  providers: [
    OffersService,
    StockService,
    OfferDraftsService,
    OfferDeskService,
    Holdings,
    AreasService,
    EligibilityService,
    VoucherKeys,
    VouchersService,
    VoucherExpiry,
    BoundVouchers,
    ClaimsService,
    CodeReader,
    RedemptionWriter,
    RedemptionNews,
    RedemptionsService,
    ReversalsService,
    ShopDayService,
    LedgerService,
    PartnerOffers,
    TicketDay,
  ],
  exports: [EligibilityService, VouchersService, OffersService, RedemptionsService, ReversalsService, ShopDayService, LedgerService],
})
export class PerksModule {}
