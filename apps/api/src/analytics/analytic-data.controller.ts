import {
  DomainError,
  parseAnalyticQuery,
  parseFormat,
  planQuery,
  renderReport,
  shapeReport,
  zoneClock,
} from '@app/domain';
import { type ReadModels, readReport } from '@app/read-models';
import { Controller, Get, HttpCode, Inject, Post, Req, Res, UseGuards } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Accounts } from '../access/accounts.js';
import { ApiKeyGuard } from '../access/api-key.strategy.js';
import { CurrentPrincipal, type Principal } from '../access/principal.js';
import { requestParameters } from '../http/request-parameters.js';
import { CLOCK, type Clock, READ_MODELS } from '../tokens.js';
