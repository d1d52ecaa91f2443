"""Turns Chinese government notices (公文、通知) into task records that can be trusted."""
