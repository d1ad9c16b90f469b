import type { ParsedOf } from '@binhai/shared/contract/http';
import { organisationFile } from '@binhai/shared/contract/organisation-file';
import { publicItem, publicSearch } from '@binhai/shared/contract/publicity';
import { Controller } from '@nestjs/common';
import type { ContextOf } from '../platform/context.js';
import { Handle } from '../platform/endpoint.decorator.js';
import { OrganisationFileService } from './organisation-file.service.js';
import { PublicityService } from './publicity.service.js';

@Controller()
export class PublicityController {
  constructor(
    private readonly service: PublicityService,
    private readonly files: OrganisationFileService,
  ) {}

  @Handle(publicSearch)
  search(input: ParsedOf<typeof publicSearch>, { ip }: ContextOf<typeof publicSearch>) {
    return this.service.search(input, ip);
  }
  @Handle(organisationFile)
  organisation({ params }: ParsedOf<typeof organisationFile>, { ip }: ContextOf<typeof organisationFile>) {
    return this.files.shown(params.uscc, ip);
  }
  @Handle(publicItem)
  item({ params }: ParsedOf<typeof publicItem>) {
    return this.service.item(params.id);
  }
}
