import { Body, Controller, HttpCode, Inject, Param, ParseUUIDPipe, Post, UseGuards } from '@nestjs/common';
import { AdminGuard } from '../guards/admin.guard.js';
import { BodyBytes } from '../ground/body-bytes.js';
import { ImportBudget } from '../limits/import-budget.js';
import { FreshSignInGuard } from '../guards/checks/fresh-sign-in.guard.js';
import { OwnerGuard } from '../guards/owner.guard.js';
import { CurrentPrincipal, type Principal } from '../ground/principal.js';
import { CLOCK, type Clock } from '../stores/tokens.js';
import { ImportDto, ImportedDto } from './imports.dto.js';
import { Imports } from './imports.js';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { ApiRefusals } from '../openapi/api-refusals.js';

/** Imports an export, for its owner. */
@Controller('api/v1/imports')
@UseGuards(OwnerGuard)
export class ImportsController {
  constructor(
    private readonly imports: Imports,
    private readonly budget: ImportBudget,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** An imported history may hold erasures, so a stolen cookie must not be enough. */
  @Post()
  @UseGuards(FreshSignInGuard)
  @HttpCode(200)
  @ApiOperation({ operationId: 'importHistory', summary: 'Imports history' })
  @ApiOkResponse({ type: ImportedDto })
  take(
    @CurrentPrincipal() { userId }: Principal,
    @Body() batch: ImportDto,
    @BodyBytes() bytes: number,
  ): Promise<ImportedDto> {
    return this.budget.run(userId, bytes, (stretch) =>
      this.imports.take(userId, batch, { now: this.clock(), stretch }),
    );
  }
}

/** The same for the administrator, into an account that they name. */
@Controller('api/v1/users/:id/imports')
@UseGuards(AdminGuard)
export class UserImportsController {
  constructor(
    private readonly imports: Imports,
    private readonly budget: ImportBudget,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Post()
  @HttpCode(200)
  @ApiOperation({ operationId: 'importUserHistory', summary: 'Imports history into an account' })
  @ApiOkResponse({ type: ImportedDto })
  @ApiRefusals(404, 429)
  take(
    @Param('id', ParseUUIDPipe) userId: string,
    @Body() batch: ImportDto,
    @BodyBytes() bytes: number,
  ): Promise<ImportedDto> {
    return this.budget.run(userId, bytes, (stretch) =>
      this.imports.take(userId, batch, { now: this.clock(), stretch }),
    );
  }
}
