import { type ActivityOverride, addDays, classifyActivity, type NamingRule, type Taxonomy } from '@app/domain';
import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  ParseIntPipe,
  Post,
  Put,
  UseGuards,
  UseInterceptors,
} from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { PlaceForReport } from '../analytics/sending/place-for-report.js';
import { CurrentPrincipal, type Principal } from '../ground/principal.js';
import { OwnerGuard } from '../guards/owner.guard.js';
import { Accounts } from '../identity/accounts.js';
import { LocalDays } from '../identity/local-days.js';
import { ApiRefusals } from '../openapi/api-refusals.js';
import { NamingRules } from './naming-rules.js';
import { RulePreviews } from './rule-previews.js';
import { NamingRuleAnswerDto, NamingRuleDto, NamingRuleListDto, RuleDraftDto, RulePreviewDto } from './rules.dto.js';

/**
 * Rules that give a part of an activity's time another name. The answer to a change comes when it
 * is durable. A change holds for all history of the user.
 */
@Controller('api/v1/rules')
@UseGuards(OwnerGuard)
export class RulesController {
  constructor(
    private readonly rules: NamingRules,
    private readonly previews: RulePreviews,
    private readonly accounts: Accounts,
    private readonly localDays: LocalDays,
  ) {}

  @Get()
  @ApiOperation({ operationId: 'listRules', summary: 'Lists the rules that give time another name' })
  @ApiOkResponse({ type: NamingRuleListDto })
  async list(@CurrentPrincipal() { userId }: Principal): Promise<NamingRuleListDto> {
    const taxonomy = await this.rules.taxonomyOf(userId);
    return { rules: taxonomy.namingRules.map((rule) => answerOf(rule, taxonomy)) };
  }

  @Post()
  @ApiOperation({ operationId: 'createRule', summary: 'Makes a rule that gives time another name' })
  @ApiCreatedResponse({ type: NamingRuleAnswerDto })
  async create(@CurrentPrincipal() user: Principal, @Body() said: NamingRuleDto): Promise<NamingRuleAnswerDto> {
    const { state, events } = await this.rules.handle(user, { type: 'CreateNamingRule', data: saidRule(said) });
    const created = events.find((event) => event.type === 'NamingRuleCreated');
    if (!created) throw new Error('CreateNamingRule created no rule.');
    return answerOf(created.data, state);
  }

  @Put(':id')
  @HttpCode(204)
  @ApiOperation({ operationId: 'changeRule', summary: 'Replaces a rule, and moves it to a place' })
  @ApiNoContentResponse()
  async change(
    @CurrentPrincipal() user: Principal,
    @Param('id', ParseIntPipe) id: number,
    @Body() said: NamingRuleDto,
  ): Promise<void> {
    await this.rules.handle(user, { type: 'ChangeNamingRule', data: { id, ...saidRule(said) } });
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ operationId: 'removeRule', summary: 'Removes a rule' })
  @ApiNoContentResponse()
  @ApiRefusals(400)
  async remove(@CurrentPrincipal() user: Principal, @Param('id', ParseIntPipe) id: number): Promise<void> {
    await this.rules.handle(user, { type: 'RemoveNamingRule', data: { id } });
  }

  @Post('preview')
  @HttpCode(200)
  @UseInterceptors(PlaceForReport)
  @ApiOperation({ operationId: 'previewRule', summary: 'Shows which time a rule would match, and saves nothing' })
  @ApiOkResponse({ type: RulePreviewDto })
  async preview(
    @CurrentPrincipal() { userId }: Principal,
    @Body() { days = DAYS_OF_A_PREVIEW, in: field = 'document', ...draft }: RuleDraftDto,
  ): Promise<RulePreviewDto> {
    const account = await this.accounts.accountOf(userId);
    const today = this.localDays.today(account.timeZone);
    return this.previews.of(account, { ...draft, in: field }, { begin: addDays(today, 1 - days), today });
  }
}

const DAYS_OF_A_PREVIEW = 30;

function saidRule({
  activity,
  in: field = 'document',
  match,
  text,
  name,
  place,
  category,
  productivity,
}: NamingRuleDto) {
  const classed: ActivityOverride = {
    ...(category && { category }),
    ...(productivity !== undefined && { productivity }),
  };
  const isClassed = Object.keys(classed).length > 0;
  return { activity, in: field, match, text, name, place, ...(isClassed && { classed }) };
}

function answerOf(rule: NamingRule, taxonomy: Taxonomy): NamingRuleAnswerDto {
  const { overview, category, productivity } = classifyActivity(taxonomy, rule.name);
  return { ...rule, category: { overview, category }, productivity };
}
