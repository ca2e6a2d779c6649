"""One chart on the page 概况: its title, its bars, and what can be done with its picture."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from core.paper.paper import Paper
from ui import theme
from ui.dashboard.bar_list import BarList
from ui.dashboard.chart import Chart
from ui.dashboard.chart_pictures import as_mime, print_chart, write_picture
from ui.dashboard.picture_questions import PictureQuestions


class ChartCard(QFrame):
    """Shows one chart.

    Attributes:
        bars: its list of bars.
        questions: who asks about files and printers.

    Signals:
        place_activated(Place): the user wants to go where a bar leads.
    """

    place_activated = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.questions = PictureQuestions(self)
        self.bars = BarList()
        self.bars.place_activated.connect(self.place_activated)
        self._title, self._summary = _plain_label(), _plain_label()
        font = self._title.font()
        font.setBold(True)
        self._title.setFont(font)
        self._summary.setWordWrap(True)
        self._create_actions()
        self._lay_out()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self._dress()

    @property
    def chart(self) -> Chart:
        return self.bars.chart

    def show_chart(self, chart: Chart) -> None:
        self._title.setText(chart.title)
        self._summary.setText(chart.summary if chart.bars else chart.nothing)
        self.bars.show_chart(chart)
        self.bars.setVisible(bool(chart.bars))
        self._button.setAccessibleName(self.tr("“{0}”的图片").format(chart.title))

    # ── Its picture ──

    def copy_picture(self) -> None:
        """Put the picture on the clipboard, with its figures as text."""
        QGuiApplication.clipboard().setMimeData(as_mime(self.chart))

    def save_picture(self) -> None:
        """Ask for a file and write the picture there."""
        path = self.questions.file(self.chart.title)
        if path is None:
            return
        try:
            write_picture(self.chart, path)
        except OSError as error:
            self.questions.error(
                self.tr("图片没有存好"),
                self.tr("{0} 写不进去：{1}。请换一个位置再存。").format(path, error.strerror or error),
            )

    def print_picture(self) -> None:
        """Ask for a printer and print the picture."""
        printer = self.questions.printer(Paper(), self.chart.title)
        if printer is not None and not print_chart(self.chart, printer):
            self.questions.error(
                self.tr("打印失败"),
                self.tr("打印机没有接受打印任务。请检查打印机是否开机、联机，再重新打印。"),
            )

    # ── Looks ──

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self.palette()
        base = palette.color(QPalette.ColorRole.Base)
        painter.setPen(theme.mixed(palette.color(QPalette.ColorRole.Text), base, 0.18))
        painter.setBrush(base)
        radius = self.fontMetrics().height() / 3
        painter.drawRoundedRect(self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._dress()

    def _dress(self) -> None:
        """Colours and the size of the icon follow those of the window."""
        palette = QPalette()
        palette.setColor(QPalette.ColorRole.WindowText, theme.muted_text(self.palette()))
        self._summary.setPalette(palette)
        self._button.setIcon(theme.icon("copy", self.palette()))
        em = self.fontMetrics().height()
        self._button.setIconSize(QSize(em, em))

    def _create_actions(self) -> None:
        self.copy_action = self._action(self.tr("复制图片(&C)"), self.copy_picture)
        self.copy_action.setShortcut(QKeySequence(QKeySequence.StandardKey.Copy))
        self.save_action = self._action(self.tr("存为图片…(&S)"), self.save_picture)
        self.print_action = self._action(self.tr("打印…(&P)"), self.print_picture)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    def _action(self, text: str, command: object) -> QAction:
        action = QAction(text, self)
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(command)
        self.addAction(action)
        return action

    def _lay_out(self) -> None:
        menu = QMenu(self)
        menu.addActions([self.copy_action, self.save_action, self.print_action])
        self._button = QToolButton()
        self._button.setAutoRaise(True)
        self._button.setToolTip(self.tr("复制、保存、打印这张图"))
        self._button.setMenu(menu)
        self._button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        upper = QHBoxLayout()
        upper.addWidget(self._title, 1)
        upper.addWidget(self._button)
        layout = QVBoxLayout(self)
        layout.addLayout(upper)
        layout.addWidget(self._summary)
        layout.addWidget(self.bars)


def _plain_label() -> QLabel:
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
