package io.walaa.usecase;

import io.walaa.member.MemberId;

/** A member of a programme. */
public record MemberKey(String programme, MemberId member) {}
