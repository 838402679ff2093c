package dev.vitrine.api.rest;

import dev.vitrine.engine.Verification;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** Verifications, in the order of their starts. */
@Schema(name = "VerificationList")
record VerificationListView(List<Verification> items) {}
