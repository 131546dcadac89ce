import { linkLifetimeMs } from '@app/domain';
import type { ApiSettings } from '@app/settings';
import { Controller, Inject, Param, ParseUUIDPipe, Post, Req, UseGuards } from '@nestjs/common';
import { ApiCreatedResponse, ApiOperation, ApiProperty } from '@nestjs/swagger';
import type { Request } from 'express';
import { ownOrigin } from '../front/own-origin.js';
import { SETTINGS } from '../ground/settings.module.js';
import { AdminGuard } from '../guards/admin.guard.js';
import { ApiRefusals } from '../openapi/api-refusals.js';
import { CLOCK, type Clock } from '../stores/tokens.js';
import { PasswordReset } from './password-reset.js';

/** A link that sets a password. */
export class ResetLinkDto {
  @ApiProperty({ description: 'The address of the page. Only this answer has it, and it works once.' })
  readonly url!: string;

  @ApiProperty({ format: 'date-time', description: 'The link works until then.' })
  readonly expiresAt!: string;
}

/** Links for users who forgot their password, for the administrator to hand over. */
@Controller('api/v1/users/:id/reset-link')
@UseGuards(AdminGuard)
export class ResetLinksController {
  constructor(
    private readonly reset: PasswordReset,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Pick<ApiSettings, 'publicUrl' | 'host'>,
  ) {}

  @Post()
  @ApiOperation({ operationId: 'createResetLink', summary: 'Makes a link that sets a new password once' })
  @ApiCreatedResponse({ type: ResetLinkDto })
  @ApiRefusals(404)
  async create(@Param('id', ParseUUIDPipe) userId: string, @Req() request: Request): Promise<ResetLinkDto> {
    const expiresAt = new Date(this.clock() + linkLifetimeMs('reset', 'administrator')).toISOString();
    const query = new URLSearchParams({ link: await this.reset.linkOf(userId) }).toString();
    return { url: `${ownOrigin(this.settings, request)}/sign-in/reset?${query}`, expiresAt };
  }
}
