package cite

import "testing"

func TestFrench(t *testing.T) {
	checkSentences(t, Context{Language: "fr"}, []sentence{
		{"L’auteur invoque les articles 7 et 14 du Pacte international relatif aux droits civils et politiques.", "ICCPR art:14 art:7"},
		{"Voir les articles 2 à 5 de la Convention relative aux droits de l’enfant.", "CRC art:2 art:3 art:4 art:5"},
		{"L’article 14 (par. 3) du Pacte international relatif aux droits civils et politiques le dit.", "ICCPR art:14(3)"},
		{"Le paragraphe 3 de l’article 14 du Pacte international relatif aux droits civils et politiques le dit.", "ICCPR art:14(3)"},
		{"Le Conseil des droits de l’homme, dans sa résolution 16/21, a décidé.", "A/HRC/RES/16/21"},
		{"les résolutions 5/1 et 16/21 du Conseil des droits de l’homme", "A/HRC/RES/5/1 ; A/HRC/RES/16/21"},
		{"la résolution 1325 (2000) du Conseil de sécurité", "S/RES/1325(2000)"},
		{"la résolution 1996/31 du Conseil économique et social", "E/RES/1996/31"},
		{"Voir A/HRC/21/11, par. 12 et 13.", "A/HRC/21/11 para:12 para:13"},
		{"La Convention sur l’élimination de toutes les formes de discrimination à l’égard des femmes a été ratifiée.", "CEDAW"},
		{"Ratifier la Convention contre la torture et son Protocole facultatif.", "CAT ; CAT-OP"},
		{"le Comité des droits de l’homme, dans son observation générale no 36 (2018), par. 3", "CCPR/GC/36 para:3"},
		{"l’observation générale n° 14 (2013) du Comité des droits de l’enfant", "CRC/GC/14"},
		{"Une observation générale fut faite à 12 heures.", ""},
		{"L’école est un droit et le repos un devoir.", ""},
	})
}

func TestSpanish(t *testing.T) {
	checkSentences(t, Context{Language: "es"}, []sentence{
		{"El autor invoca los artículos 7 y 14 del Pacto Internacional de Derechos Civiles y Políticos.", "ICCPR art:14 art:7"},
		{"Véanse los artículos 2 a 5 de la Convención sobre los Derechos del Niño.", "CRC art:2 art:3 art:4 art:5"},
		{"el artículo 14, párrafo 3 g), del Pacto Internacional de Derechos Civiles y Políticos", "ICCPR art:14(3)(g)"},
		{"la resolución 16/21 del Consejo de Derechos Humanos", "A/HRC/RES/16/21"},
		{"las resoluciones 5/1 y 16/21 del Consejo de Derechos Humanos", "A/HRC/RES/5/1 ; A/HRC/RES/16/21"},
		{"la resolución 1325 (2000) del Consejo de Seguridad", "S/RES/1325(2000)"},
		{"Véase A/HRC/21/11, párrs. 12 y 13.", "A/HRC/21/11 para:12 para:13"},
		{"Ratificar la Convención contra la Tortura y su Protocolo Facultativo.", "CAT ; CAT-OP"},
		{"la observación general núm. 36 (2018) del Comité de Derechos Humanos", "CCPR/GC/36"},
		{"El niño come pan en la escuela.", ""},
	})
}

func TestRussian(t *testing.T) {
	checkSentences(t, Context{Language: "ru"}, []sentence{
		{"статьи 7 и 14 Международного пакта о гражданских и политических правах", "ICCPR art:14 art:7"},
		{"статья 12 Конвенции о правах ребенка", "CRC art:12"},
		{"пункт 1 статьи 2 Конвенции о правах инвалидов", "CRPD art:2(1)"},
		{"резолюции 5/1 и 16/21 Совета по правам человека", "A/HRC/RES/5/1 ; A/HRC/RES/16/21"},
		{"резолюция 1325 (2000) Совета Безопасности", "S/RES/1325(2000)"},
		{"См. A/HRC/21/11, пункты 12 и 13.", "A/HRC/21/11 para:12 para:13"},
		{"Дети пошли в школу утром.", ""},
	})
}

func TestArabic(t *testing.T) {
	checkSentences(t, Context{Language: "ar"}, []sentence{
		{"المادة 12 من اتفاقية حقوق الطفل", "CRC art:12"},
		{"المادتين 7 و14 من العهد الدولي الخاص بالحقوق المدنية والسياسية", "ICCPR art:14 art:7"},
		{"الفقرة 3 من المادة 14 من العهد الدولي الخاص بالحقوق المدنية والسياسية", "ICCPR art:14(3)"},
		{"المادة ١٩ من العهد الدولي الخاص بالحقوق المدنية والسياسية", "ICCPR art:19"},
		{"قرار مجلس حقوق الإنسان 16/21", "A/HRC/RES/16/21"},
		{"قرار مجلس الأمن 1325 (2000)", "S/RES/1325(2000)"},
		{"انظر A/HRC/21/11، الفقرة 12.", "A/HRC/21/11 para:12"},
		{"ذهب الأولاد إلى المدرسة صباحا.", ""},
	})
}

func TestChinese(t *testing.T) {
	checkSentences(t, Context{Language: "zh"}, []sentence{
		{"《儿童权利公约》第十二条", "CRC art:12"},
		{"《残疾人权利公约》第二十七条第一款", "CRPD art:27(1)"},
		{"《公民及政治权利国际公约》第14条", "ICCPR art:14"},
		{"人权理事会第16/21号决议", "A/HRC/RES/16/21"},
		{"安全理事会第1325(2000)号决议", "S/RES/1325(2000)"},
		{"见A/HRC/21/11，第12段。", "A/HRC/21/11 para:12"},
		{"孩子们早上去上学。", ""},
	})
	for han, want := range map[string]string{"四": "4", "十": "10", "十四": "14", "二十": "20", "三十七": "37", "一百": "100", "一百二十三": "123", "天": ""} {
		s := newScan(han+"条", Context{})
		if got, _ := s.hanNumber(0); got != want {
			t.Errorf("%s is %q, want %q", han, got, want)
		}
	}
}
