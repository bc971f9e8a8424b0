#ifndef KIOSK_LAYOUT_THEME_ROLES_H
#define KIOSK_LAYOUT_THEME_ROLES_H

/* The colours of a theme by what they are for: a line here and one in each assets/themes file. */

#define THEME_ROLES(ROLE) \
	/* Page, panels, text */ \
	ROLE(BG, "bg") \
	ROLE(SURFACE, "surface") \
	ROLE(SURFACE2, "surface2") \
	ROLE(SUNK, "sunk") \
	ROLE(INK, "ink") \
	ROLE(INK2, "ink2") \
	ROLE(INK3, "ink3") \
	/* Lines, emphasis */ \
	ROLE(HAIR, "hair") \
	ROLE(LINE, "line") \
	ROLE(RULE, "rule") \
	ROLE(RULE2, "rule2") \
	ROLE(ACCENT, "accent") \
	ROLE(ON_ACCENT, "on_accent") \
	ROLE(ACCENT_SOFT, "accent_soft") \
	/* Alarm, information */ \
	ROLE(CINNABAR, "cinnabar") \
	ROLE(CINNABAR_FILL, "cinnabar_fill") \
	ROLE(ON_CINNABAR, "on_cinnabar") \
	ROLE(AZURE, "azure") \
	ROLE(AZURE_FILL, "azure_fill") \
	/* Map: grids by location, by building unit, by employer; their tints in detail */ \
	ROLE(K1, "k1") \
	ROLE(K2, "k2") \
	ROLE(K3, "k3") \
	ROLE(KDOT, "kdot") \
	ROLE(K_EDGE, "k_edge") \
	ROLE(K1D, "k1d") \
	ROLE(K2D, "k2d") \
	ROLE(K3D, "k3d") \
	/* Map: ground, outlines, blind spots, pins */ \
	ROLE(MAP_GROUND, "map_ground") \
	ROLE(OUTLINE1, "outline1") \
	ROLE(OUTLINE2, "outline2") \
	ROLE(OUTLINE3, "outline3") \
	ROLE(BLIND_GROUND, "blind_ground") \
	ROLE(BLIND_HATCH, "blind_hatch") \
	ROLE(BLIND_EDGE, "blind_edge") \
	ROLE(PIN, "pin") \
	ROLE(ON_PIN, "on_pin") \
	/* Tiers: excellent, good, average, poor */ \
	ROLE(T1, "t1") \
	ROLE(T2, "t2") \
	ROLE(T3, "t3") \
	ROLE(T4, "t4") \
	ROLE(ON_TIER, "on_tier") \
	/* Parts of a score: system, subdistrict, residents */ \
	ROLE(S1, "s1") \
	ROLE(S2, "s2") \
	ROLE(S3, "s3") \
	ROLE(S_NONE, "s_none") \
	/* Faces, from very satisfied down */ \
	ROLE(F1, "f1") \
	ROLE(F2, "f2") \
	ROLE(F3, "f3") \
	ROLE(F4, "f4") \
	ROLE(F5, "f5") \
	ROLE(FACE, "face") \
	/* Kinds of service */ \
	ROLE(C1, "c1") \
	ROLE(C2, "c2") \
	ROLE(C3, "c3") \
	ROLE(C4, "c4") \
	ROLE(C5, "c5") \
	ROLE(C6, "c6") \
	/* States of work */ \
	ROLE(WARN, "warn") \
	ROLE(OVER, "over") \
	ROLE(OKAY, "okay") \
	ROLE(DONE, "done") \
	/* Old data */ \
	ROLE(STALE, "stale") \
	ROLE(ON_STALE, "on_stale") \
	ROLE(STALE_SOFT, "stale_soft") \
	/* Buttons */ \
	ROLE(BTN, "btn") \
	ROLE(BTN_EDGE, "btn_edge") \
	ROLE(BTN_INK, "btn_ink") \
	ROLE(FOCUS, "focus") \
	ROLE(PRIMARY_LIP, "primary_lip") \
	/* Alert screen, the same in every theme */ \
	ROLE(ALERT_BG, "alert_bg") \
	ROLE(ALERT_INK, "alert_ink") \
	ROLE(ALERT_DRILL, "alert_drill") \
	ROLE(ALERT_ON_DRILL, "alert_on_drill") \
	ROLE(ALERT_EXIT, "alert_exit") \
	ROLE(ALERT_ON_EXIT, "alert_on_exit")

#endif
